"""选聘 for programs, cut by noun: reviews and their steps, posts, vetting, grades."""

from ninja import Router

from qianxian.engagements.api import cases, grades, posts, reviews, vetting

router = Router()
for part in (reviews, posts, vetting, grades, cases):
    router.add_router("", part.router)
