"""The forms of accounts; tokens are checked before any of them is read."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import (
    Email,
    EqualTo,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)

from services_app.accounts.rights import ROLES

SHORTEST, LONGEST = 12, 200
# PostgreSQL cannot even keep a NUL.
PLAIN = Regexp(r"[^\x00-\x1f]*\Z", message=_("Write plain words only."))


class Form(FlaskForm):  # type: ignore[misc]  # no types in flask-wtf
    """A form in a page whose token was checked already."""

    class Meta:
        csrf = False


class ForgottenForm(Form):
    """Who has lost a password."""

    email = EmailField(
        validators=[
            InputRequired(_("Write your e-mail address.")),
            Email(_("This is not an e-mail address.")),
        ]
    )


class PasswordForm(Form):
    """A password, twice."""

    password = PasswordField(
        validators=[
            InputRequired(_("Write a password.")),
            Length(SHORTEST, LONGEST, _("A password has 12 characters or more.")),
        ]
    )
    again = PasswordField(validators=[EqualTo("password", _("The two passwords differ."))])


class ChangePasswordForm(PasswordForm):
    """A new password, with the old one."""

    old = PasswordField(validators=[InputRequired(_("Write your present password."))])


class AccountForm(Form):
    """What operators say about themselves."""

    name = StringField(validators=[InputRequired(_("Write your name.")), Length(max=120), PLAIN])
    lang = SelectField()
    weekly_mail = BooleanField()


class GrantForm(Form):
    """A role for an organisation in a place."""

    role = SelectField()
    place = SelectField()
    organisation = StringField(
        validators=[
            Optional(),
            Regexp(
                r"[a-z0-9-]{1,120}$",
                message=_(
                    "Write its short name as in its address: small letters, digits and hyphens."
                ),
            ),
        ]
    )

    def validate_organisation(self, field: StringField) -> None:
        """A contributor acts for one body."""
        if self.role.data == ROLES[-1] and not field.data:
            raise ValidationError(str(_("A contributor needs an organisation.")))


class InviteForm(GrantForm):
    """A new operator."""

    email = ForgottenForm.email
    name = StringField(validators=[Length(max=120), PLAIN])
    lang = SelectField()
