"""Addresses of the room."""

from django.urls import path

from qianxian.elements.views import burden, filling, register, tasks, wanted

app_name = "elements"
urlpatterns = [
    path("elements/", register.elements, name="list"),
    path("elements/register/", register.register, name="register"),
    path("elements/<str:code>/change/", register.change, name="change"),
    path("elements/<str:code>/", register.element, name="element"),
    path("burden/", burden.burden, name="burden"),
    path("collections/", tasks.tasks, name="tasks"),
    path("collections/fill-table/", wanted.fill_table, name="fill_table"),
    path("collections/draft/", tasks.draft, name="draft"),
    path("collections/units/<uuid:uuid>/", filling.fill, name="fill"),
    path("collections/units/<uuid:uuid>/return/", filling.send_back, name="send_back"),
    path("collections/units/<uuid:uuid>/asked-before/<uuid:question>/", filling.asked_before, name="asked_before"),
    path("collections/reports/", filling.reports, name="reports"),
    path("collections/reports/<uuid:uuid>/answer/", filling.answer_report, name="answer_report"),
    path("collections/<uuid:uuid>/", tasks.task, name="task"),
    path("collections/<uuid:uuid>/questions/add/", tasks.add, name="add"),
    path("collections/<uuid:uuid>/questions/<uuid:question>/<str:act>/", tasks.question, name="question"),
    path("collections/<uuid:uuid>/press/<str:act>/", tasks.pressed, name="pressed"),
    path("collections/<uuid:uuid>/<str:act>/", tasks.act, name="act"),
]
