"""Settings of a test run: a home and a cluster of its own under a short temporary folder (in memory where that has room), shared by all workers.

Set before the product's settings are read, so that no test can touch a county's data. DATABASE_URL is kept: with it the tests run
on that ordinary server, in databases of their own.
"""

import os
import tempfile
from pathlib import Path

from tests import memory

if "QIANXIAN_TEST_ROOT" not in os.environ:
    root = Path(tempfile.mkdtemp(prefix="qx-t-", dir=memory.folder()))
    root.chmod(0o711)
    (root / "t").mkdir()
    (root / "t").chmod(0o1777)
    # The folders of the tests, of browsers and of LibreOffice too, in this process and in all it starts.
    os.environ["TMPDIR"] = tempfile.tempdir = str(root / "t")
    os.environ["QIANXIAN_TEST_ROOT"] = str(root)
    os.environ["QIANXIAN_TEST_OWNER_PID"] = str(os.getpid())
TEST_ROOT = Path(os.environ["QIANXIAN_TEST_ROOT"])
os.environ["QIANXIAN_HOME"] = str(TEST_ROOT / "h")
# Never the role of an installation that shares the server.
os.environ["QIANXIAN_APP_ROLE"] = "qianxian_test_app"
# Playwright's loop runs in the test's thread; the tests themselves are synchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
for name in ("DEBUG", "QIANXIAN_PUBLIC_URL", "QIANXIAN_BEHIND_PROXY", "QIANXIAN_OIDC_ISSUER", "PORT"):
    os.environ.pop(name, None)

from qianxian.config.settings import *  # noqa: E402, F403
from qianxian.config.settings import DATABASES, STORAGES  # noqa: E402

# A hash that costs 0.4 s would be most of the run; tests of login itself choose the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "django.contrib.auth.hashers.Argon2PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOWED_HOSTS = ["*"]
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
