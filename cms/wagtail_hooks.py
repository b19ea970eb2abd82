"""What the cms app adds to Wagtail. Each thing is made elsewhere; this file registers it."""

from wagtail import hooks

from cms.admin import log

hooks.register("register_log_actions", log.register)
