"""The house's addresses and, under /bench-admin/, the Django admin of members and persons, as bench.admin_pages compares them."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path

from qianxian.config.urls import urlpatterns as own
from qianxian.organisations.models import PartyMember
from qianxian.people.models import Person


class Site(admin.AdminSite):
    """For whoever is logged in: the bench is the only visitor."""

    def has_permission(self, request) -> bool:
        return True


class Open(admin.ModelAdmin):
    """No question of permission per object; row-level security stands beneath as for everybody."""

    show_full_result_count = False

    def has_view_permission(self, request, obj=None) -> bool:
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_module_permission = has_view_permission


class MemberAdmin(Open):
    """The columns of the members' register, in its order."""

    list_display = ("name", "sex", "birth_date", "number", "organisation_name", "status", "joined_on")
    list_select_related = ("person", "organisation")
    list_filter = ("status", "mobility")
    search_fields = ("person__name", "person__initials")
    ordering = ("person__pinyin", "id")
    list_per_page = 100
    actions = None

    def name(self, member) -> str:
        return member.person.name

    def sex(self, member) -> str:
        return member.person.get_sex_display()

    def birth_date(self, member):
        return member.person.birth_date

    def number(self, member) -> str:
        return member.person.identity_masked

    def organisation_name(self, member) -> str:
        return member.organisation.short_name


class PersonAdmin(Open):
    raw_id_fields = ("merged_into",)


site = Site(name="bench_admin")
site.register(PartyMember, MemberAdmin)
site.register(Person, PersonAdmin)
urlpatterns = [path("bench-admin/", site.urls), *own]
