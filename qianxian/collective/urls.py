"""Addresses of the collective economy."""

from django.urls import path

from qianxian.collective.views import distribution, leases, members, property

app_name = "collective"
urlpatterns = [
    path("collective/", property.overview, name="list"),
    path("collective/members/", members.register, name="members"),
    path("collective/members/admit/", members.admit, name="admit"),
    path("collective/members/<uuid:uuid>/", members.member, name="member"),
    path("collective/members/<uuid:uuid>/correct/", members.correct, name="correct_member"),
    path("collective/members/<uuid:uuid>/link/", members.link, name="link_member"),
    path("collective/members/<uuid:uuid>/end/", members.end, name="end_member"),
    path("collective/members/<uuid:uuid>/seat/", members.seat, name="seat"),
    path("collective/seats/<uuid:uuid>/end/", members.end_seat, name="end_seat"),
    path("collective/seats/<uuid:uuid>/related/", members.related, name="related"),
    path("collective/rolls/freeze/", members.freeze, name="freeze"),
    path("collective/rolls/<uuid:uuid>/", members.roll, name="roll"),
    path("collective/rolls/<uuid:uuid>/paper/", members.roll_paper, name="roll_paper"),
    path("collective/leases/<uuid:uuid>/paper/", leases.paper, name="lease_paper"),
    path("collective/assets/", property.assets, name="assets"),
    path("collective/assets/register/", property.register_asset, name="register_asset"),
    path("collective/assets/<uuid:uuid>/", property.asset, name="asset"),
    path("collective/assets/<uuid:uuid>/move/", property.move_asset, name="move_asset"),
    path("collective/assets/<uuid:uuid>/dispose/", property.dispose, name="dispose_asset"),
    path("collective/assets/<uuid:uuid>/lease/", leases.plan_asset, name="lease_asset"),
    path("collective/inventory/", property.inventory, name="inventory"),
    path("collective/land/", property.land, name="land"),
    path("collective/land/register/", property.register_parcel, name="register_parcel"),
    path("collective/land/<uuid:uuid>/", property.parcel, name="parcel"),
    path("collective/land/<uuid:uuid>/move/", property.move_parcel, name="move_parcel"),
    path("collective/land/<uuid:uuid>/remeasure/", property.remeasure, name="remeasure_parcel"),
    path("collective/land/<uuid:uuid>/lease/", leases.plan_parcel, name="lease_parcel"),
    path("collective/leases/", leases.register, name="leases"),
    path("collective/leases/namesake/", leases.state_namesake, name="state_namesake"),
    path("collective/leases/<uuid:uuid>/", leases.lease, name="lease"),
    path("collective/assets/<uuid:uuid>/take-over/", leases.take_over_asset, name="take_over_asset"),
    path("collective/land/<uuid:uuid>/take-over/", leases.take_over_parcel, name="take_over_parcel"),
    path("collective/leases/<uuid:uuid>/sign/", leases.sign, name="sign_lease"),
    path("collective/leases/<uuid:uuid>/drop/", leases.drop, name="drop_lease"),
    path("collective/leases/<uuid:uuid>/end/", leases.end, name="end_lease"),
    path("collective/leases/<uuid:uuid>/match/", leases.match, name="match_rent"),
    path("collective/distributions/", distribution.register, name="distributions"),
    path("collective/distributions/compute/", distribution.compute, name="distribute"),
    path("collective/distributions/<uuid:uuid>/", distribution.distribution, name="distribution"),
    path("collective/distributions/<uuid:uuid>/drop/", distribution.drop, name="drop_distribution"),
]
