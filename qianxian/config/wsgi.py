"""The WSGI application that gunicorn serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.template.loader import get_template
from django.template.utils import get_app_template_dirs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
application = get_wsgi_application()
# The first page of a worker must not wait for the addresses and everything that they import. What is loaded by then stays for good:
# the collector need not walk through it again and again while pages are drawn.
import_module(settings.ROOT_URLCONF)
# Nor for the templates: read here they are read once, and not by each worker in front of whoever opens a page first.
for folder in get_app_template_dirs("templates"):
    if folder.is_relative_to(settings.PACKAGE):
        for page in folder.rglob("*.html"):
            get_template(str(page.relative_to(folder)))
# The workers are forked from here, and no two may speak over one connection.
connections.close_all()
gc.collect()
gc.freeze()
# A page makes some ten thousand objects and leaves next to none of them in a circle: looked for once a page, not at every seven hundredth.
gc.set_threshold(20_000, 20, 20)
