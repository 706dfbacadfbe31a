"""Django settings: one file, driven by the environment.

PORT, QIANXIAN_HOME (where a county's data and keys live), DATABASE_URL (the owner's address of an outside PostgreSQL; empty means the
embedded one) and QIANXIAN_PUBLIC_URL are all an installation usually sets. docs/production.md lists the rest.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from qianxian.config.runtime import address, keys, places


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable of the environment."""
    return os.environ.get(name, str(default)).strip().lower() in ("1", "true", "yes", "on")


PACKAGE = Path(__file__).resolve().parent.parent
QIANXIAN_HOME = places.home()
PORT = int(os.environ.get("PORT") or 8000)
PUBLIC_URL = (os.environ.get("QIANXIAN_PUBLIC_URL") or f"http://127.0.0.1:{PORT}").rstrip("/")
DEBUG = flag("DEBUG")

KEYS = keys.load(QIANXIAN_HOME)
SECRET_KEY = KEYS.secret_key
FIELD_KEYS = KEYS.field_keys
FIELD_KEY_ID = KEYS.field_key_id
HASH_KEY = KEYS.hash_key

# Addresses. A county behind its own name sets QIANXIAN_PUBLIC_URL; QIANXIAN_HOSTS adds further names.
HTTPS = PUBLIC_URL.startswith("https://")
PUBLIC_HOST = PUBLIC_URL.split("://", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
MORE_HOSTS = [host for host in os.environ.get("QIANXIAN_HOSTS", "").replace(",", " ").split() if host]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", PUBLIC_HOST, *MORE_HOSTS]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL, *(f"https://{host}" for host in MORE_HOSTS if "*" not in host)]
# Only a proxy that sets the header itself may be trusted with it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("QIANXIAN_BEHIND_PROXY") else None

# OIDC is an option: it is there when its issuer, client and secret are given.
OIDC_ISSUER = os.environ.get("QIANXIAN_OIDC_ISSUER", "")

ROOMS = [
    "foundation",
    "rulebook",
    "accounts",
    "divisions",
    "notices",
    "papers",
    "people",
    "organisations",
    "threads",
    "elections",
    "decisions",
    "centres",
    "engagements",
    "pipeline",
    "assessments",
    "pay",
    "services",
    "cases",
    "requests",
    "contracts",
    "funds",
    "collective",
    "projects",
    "letters",
    "elements",
    "imports",
    "plans",
    "portal",
    "demo",
]
INSTALLED_APPS = [
    *(f"qianxian.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "django_tables2",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    # its HTTP client is 5 MB that nobody needs where no issuer is set
    *(["allauth.socialaccount.providers.openid_connect"] if OIDC_ISSUER else []),
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qianxian.portal.packed.PackedPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "qianxian.portal.language.ChosenLanguage",
    "qianxian.portal.home.view_of_the_address",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Whatever stands above needs no actor; below it stand the views and what still reads within the request's transaction.
    "qianxian.accounts.middleware.ActorMiddleware",
    "qianxian.portal.errors.led_back",
]
ROOT_URLCONF = "qianxian.config.urls"
WSGI_APPLICATION = "qianxian.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# django-cotton's SimpleAppConfig leaves the loaders to us; cached outside DEBUG.
_LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qianxian.portal.frame.page_context",
                "csp.context_processors.nonce",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "portal/table.html"
INSTALLED_APPS.append("django.forms")

# Two doors to one database: the application's role, under row-level security, and the owner's, for migrations and backups.
APP_ROLE = os.environ.get("QIANXIAN_APP_ROLE", "qianxian_app")
DATABASES = {
    "default": address.application(QIANXIAN_HOME, role=APP_ROLE, password=KEYS.app_db_password),
    "owner": address.owner(QIANXIAN_HOME),
}
for _alias in DATABASES.values():
    _alias["ENGINE"] = "django.db.backends.postgresql"
# gunicorn's sync workers hold one connection each; a pool beside CONN_MAX_AGE would be two cures for one thing.
# The health check lets a worker live through a restart of the server.
DATABASES["default"] |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
DATABASES["owner"] |= {"CONN_MAX_AGE": 0}
# What is sent through ``foundation.statements.prepared`` is planned at once and kept; Django's own statements, each a text of its own, never are.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 0
PROCRASTINATE_DATABASE_ALIAS = "default"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("login", "name")}},
    {"NAME": "qianxian.accounts.commands.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
SESSION_ENGINE = "qianxian.accounts.sessions"
# Idle and absolute limits; accounts enforces the idle one at each request.
SESSION_IDLE_SECONDS = 15 * 60
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Under TLS the browser itself keeps another host, or a plain page, from setting them.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-sessionid", "__Host-csrftoken") if HTTPS else ("sessionid", "csrftoken")
CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ADAPTER = "qianxian.accounts.oidc.LinkedOnly"
ACCOUNT_ADAPTER = "qianxian.accounts.oidc.NoSignup"
MFA_TOTP_ISSUER = "千线"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": os.environ.get("QIANXIAN_OIDC_NAME", "统一身份认证"),
                "client_id": os.environ.get("QIANXIAN_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("QIANXIAN_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# E-mail is there when its server is given. Messages to accounts carry numbers alone (qianxian.notices).
EMAIL_HOST = os.environ.get("QIANXIAN_SMTP_HOST", "")
EMAIL_HOST_USER = os.environ.get("QIANXIAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("QIANXIAN_SMTP_PASSWORD", "")
SMTP_SECURITY = os.environ.get("QIANXIAN_SMTP_SECURITY", "starttls").strip().lower()
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
EMAIL_PORT = int(os.environ.get("QIANXIAN_SMTP_PORT") or (465 if EMAIL_USE_SSL else 587))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("QIANXIAN_MAIL_FROM") or EMAIL_HOST_USER or "qianxian@localhost"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "qianxian.config.formats"
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("QIANXIAN_STATIC") or QIANXIAN_HOME / "static")
STORAGES = {
    # Uploads lie outside the web root and are served by views only.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": QIANXIAN_HOME / "uploads"}},
    "staticfiles": {"BACKEND": "qianxian.portal.stylesheets.OneSheet"},
}
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and flag("QIANXIAN_HSTS_SUBDOMAINS", default=True)
# The browsers' preload list takes whole domains: for their owner to decide, not for one host of it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_SSL_REDIRECT = HTTPS and flag("QIANXIAN_BEHIND_PROXY")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"away": {"()": "qianxian.portal.away.OneLineWhileAway"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["away"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("QIANXIAN_LOG_LEVEL", "WARNING")},
    "loggers": {"procrastinate": {"level": "WARNING"}, "psycopg.pool": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
