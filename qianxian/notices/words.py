"""Why a message did not go out, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

WORDS = {
    "no_such_name": gettext_noop("域名查不到"), "not_public": gettext_noop("地址在内网，不发"), "bad_address": gettext_noop("地址不能用"), "timeout": gettext_noop("对方没有及时回应"),
    "certificate": gettext_noop("对方的证书不对"), "no_connection": gettext_noop("连接不上"), "gone": gettext_noop("对方说地址已停用"), "redirected": gettext_noop("对方要求转到别的地址，不转"),
    "mail_server": gettext_noop("邮件服务器没有收"), "mail_refused": gettext_noop("邮件地址被退回"), "no_mail_address": gettext_noop("账号没有登记电子邮件"),
    "robot_said_nothing": gettext_noop("机器人没有按约定回答"),
}  # fmt: skip


def outcome_words(code: str) -> str:
    """The code in words; the number where the other side gave one."""
    if code in WORDS:
        return gettext(WORDS[code])
    what, _line, number = code.partition("_")
    told = {"http": gettext_noop("对方回答 %(n)s"), "robot": gettext_noop("机器人回答 %(n)s")}.get(what)
    return gettext(told) % {"n": number} if told else code
