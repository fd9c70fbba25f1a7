"""Rules of passwords whose sentences Django does not have in Vietnamese."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator


class LongEnough(MinimumLengthValidator):
    """A password of so many letters."""

    def get_error_message(self) -> str:
        """The sentence for one that is shorter."""
        return f"Mật khẩu này quá ngắn; hãy dùng ít nhất {self.min_length} ký tự."
