"""This room for programs, by noun: the reserve, admissions."""

from ninja import Router

from qianxian.pipeline.api import admissions, reserve

router = Router()
for part in (reserve, admissions):
    router.add_router("", part.router)
