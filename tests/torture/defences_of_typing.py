"""The defences of what is typed, on the screens and around them."""

from __future__ import annotations

from tests.torture.defence import Defence

OF_TYPING = (
    Defence(
        "an earlier draft ends with the first key",
        "drafts.py",
        "                    if earlier is not None and earlier.text.strip() not in draft.text:",
        "                    if False:",
        "typed_anew",
        "tests/workspace",
    ),
    Defence(
        "a draft of the same words is never newer",
        "drafts.py",
        "                if newest is not None and replace(newest, at=draft.at) == draft:",
        "                if newest is not None and newest.text == draft.text:",
        "sorted_import",
        "tests/tui",
    ),
    Defence(
        "windows keep no drafts",
        "tui/screens/form.py",
        "                self.desk.keep_draft(key, text, about=self._about(field, label))",
        "                pass",
        "half_a_word_in_a_window",
        "tests/tui",
    ),
    Defence(
        "sorting an import keeps no draft",
        "tui/screens/proposal.py",
        "            self._keep(sorting)",
        "            pass",
        "sorted_import",
        "tests/tui",
    ),
    Defence(
        "a full disk is tried once",
        "tui/saving.py",
        "                if not patient or self._ending:",
        "                if True:",
        "test_full_disk",
        "tests/tui",
    ),
    Defence(
        "a damaged bank is a sentence only",
        "tui/start.py",
        "            brought = rescued(damaged, bank)",
        '            brought = ""',
        "test_rescue",
        "tests/tui",
    ),
    Defence(
        "a paste of megabytes goes into the field",
        "tui/widgets/text_box.py",
        "        if len(event.text) > LONGEST_LINE:",
        "        if False:",
        "five_megabytes and line",
        "tests/tui",
    ),
    Defence(
        "a window closes twice",
        "tui/screens/window.py",
        "        return super().dismiss(result) if self.is_current else AwaitComplete()",
        "        return super().dismiss(result)",
        "two_quick_enters",
        "tests/tui",
    ),
    Defence(
        "what an editor gives back ends with its error",
        "workspace/own_editor.py",
        "        raise one.kept(error) from error",
        "        one.done()\n        raise",
        "editor",
        "tests/cli",
    ),
    Defence(
        "what an editor gives back to the screen ends with its error",
        "tui/editor.py",
        "            raise one.kept(error) from error",
        "            one.done()\n            raise",
        "editor",
        "tests/tui",
    ),
    Defence(
        "an error met by a key ends the program",
        "tui/told.py",
        '            cast("Desk", self.app).tell_error(error)',
        "            raise",
        "test_gone_meanwhile",
        "tests/tui",
    ),
)
