"""Every key of the screens, in one table.

From this table come the bindings, the footer, the palette, the help and `docs/KEYS.md`; nothing else binds a key.
An action belongs to a scope: `app` (everywhere), a mode (`bank`, `story` …), or `text` (while text is edited). A
screen carries an action out in its method `do_<scope>_<name>`; why it cannot be done now comes from `why_not`.
"""

# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a key does.

    `effect` is one line, as help and palette show it. `short` is the word in the footer; without it the footer
    never shows the action.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    effect: str
    short: str = ""
    writes: bool = False
    """Changes the bank, so it is refused while the bank is open for reading only."""
    hidden: bool = False
    """Moves within a list and other keys that need no place in the palette."""

    @property
    def scope(self) -> str:
        """The screen or state in which the action's keys are live."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """The action's name within its scope; its screen has a method `do_<name>`."""
        return self.id.partition(".")[2]


SCOPES: Mapping[str, str] = {
    "app": "Everywhere",
    "list": "In every list",
    "bank": "Bank",
    "story": "Story",
    "revisions": "Revisions of a story",
    "text": "While text is edited",
    "coverage": "Coverage",
    "target": "Target",
    "tonight": "Tonight",
    "portfolio": "Portfolio",
    "artefact": "Artefact of a project",
    "practice": "Practice",
    "rehearse": "Rehearsal",
    "drill": "Drill",
    "mock": "Mock interview",
    "rate": "While an answer is rated",
    "debrief": "Debrief",
    "calendar": "Calendar",
    "moments": "Moments",
    "pitch": "My pitch",
    "bring_in": "What was found in files",
}

FREED: Mapping[str, frozenset[str]] = {
    "bring_in": frozenset({"list.left", "list.right", "list.choose", "list.beside_down", "list.beside_up"})
}
"""Keys of a list that mean something else in a scope: its list has no columns and leaves them to the screen."""

# Which scopes are live together; keys must differ within each of these sets.
TOGETHER: tuple[tuple[str, ...], ...] = (
    ("app", "list", "bank"),
    ("app", "list", "story"),
    ("app", "list", "revisions"),
    ("app", "text", "story"),
    ("app", "list", "coverage"),
    ("app", "list", "target"),
    ("app", "list", "tonight"),
    ("app", "list", "portfolio"),
    ("app", "list", "artefact"),
    ("app", "list", "practice"),
    ("app", "list", "rehearse"),
    ("app", "drill"),
    ("app", "list", "mock"),
    # While one rates, the digits rate: the modes wait until the answer has its figure.
    ("list", "mock", "rate"),
    ("app", "list", "debrief"),
    ("app", "list", "calendar"),
    ("app", "list", "moments"),
    ("app", "list", "pitch"),
    ("app", "list", "bring_in"),
)

# One line an action, so that the table can be read as one.
# fmt: off
ACTIONS: tuple[Action, ...] = (
    # Everywhere
    Action("app.tonight", ("1",), "Tonight", "What comes next, how long until then, and what is still open"),
    Action("app.bank", ("2",), "Bank", "All stories, how deep each is, and which themes are thin"),
    Action("app.story", ("3",), "Story", "The open story, with what a listener could check beside it"),
    Action("app.coverage", ("4",), "Coverage", "Which theme or principle has no story yet"),
    Action("app.target", ("5",), "Target", "The loop of one application, and which story answers what"),
    Action("app.portfolio", ("6",), "Portfolio", "The AI products you can speak about, and what is still empty"),
    Action("app.practice", ("7",), "Practice", "Rehearse, drill, mock interviews, debriefs, calendar, pitch, moments"),
    Action("app.palette", ("ctrl+p",), "Find anything", "Find a story, a target, a question or an action by name"),
    Action("app.ask", ("f5",), "Ask", "Type any question: which stories answer it, best first, and why"),
    Action("app.help", ("question_mark", "f1"), "Keys and help", "The keys that work here, then all others", "help"),
    Action("app.undo", ("u",), "Undo", "Take the last change of the bank back", writes=True),
    Action("app.redo", ("ctrl+r",), "Redo", "Make the change again that was just taken back", writes=True),
    Action("app.save", ("ctrl+s",), "Save now", "Save what was typed; it is saved by itself as well", writes=True),
    Action("app.zoom", ("z",), "Zoom", "The pane that one is in fills the window; again shows the others"),
    Action("app.settings", ("comma",), "Settings", "Colours, speaking rate, paper, disclosure and keys"),
    Action("app.back", ("escape",), "Back", "One step back; nothing typed is lost", hidden=True),
    Action("app.explain", ("ctrl+c",), "How to quit", "Says which key quits; in text it copies", hidden=True),
    Action("app.quit", ("ctrl+q",), "Quit", "Save and leave; drafts are kept", "quit"),
    # In every list
    Action("list.down", ("down", "j"), "Down", "One line down", hidden=True),
    Action("list.up", ("up", "k"), "Up", "One line up", hidden=True),
    Action("list.page_down", ("pagedown", "ctrl+d"), "Page down", "One page down", hidden=True),
    Action("list.page_up", ("pageup", "ctrl+u"), "Page up", "One page up", hidden=True),
    Action("list.first", ("home", "g"), "First", "To the first line", hidden=True),
    Action("list.last", ("end", "G"), "Last", "To the last line", hidden=True),
    Action("list.left", ("left", "h"), "Left", "One column to the left, in a map", hidden=True),
    Action("list.right", ("right", "l"), "Right", "One column to the right, in a map", hidden=True),
    Action("list.choose", ("enter",), "Open", "Open what the cursor is on", hidden=True),
    Action("list.beside_down", ("J", "shift+down"), "Scroll beside down", "Scroll the pane that explains the cursor's line", hidden=True),
    Action("list.beside_up", ("K", "shift+up"), "Scroll beside up", "Scroll it back", hidden=True),
    # Bank
    Action("bank.open", ("o",), "Open the story", "Read and edit the story under the cursor (Enter does the same)", "open" ),
    Action("bank.edit", ("e",), "Edit the story", "Open the story with the cursor in its text", "edit", writes=True),
    Action("bank.external", ("E", "f4"), "Edit in your editor", "Open the story in $VISUAL or $EDITOR", writes=True),
    Action("bank.new", ("a",), "New story", "Begin a story; only a title is needed", "new", writes=True),
    Action("bank.bring_in", ("i",), "Bring in files", "Add stories from Word, Markdown, CSV, JSON, a transcript or a paste", writes=True ),
    Action("bank.paste", ("P",), "Paste a story", "A story as it stands in a document; its parts are proposed", writes=True),
    Action("bank.samples", ("S",), "Add the samples", "Put copies of the 24 sample stories into this bank", writes=True ),
    Action("bank.take_out", ("T",), "Take the samples out", "Move all samples to the trash; undo brings them back", writes=True),
    Action("bank.filter", ("slash",), "Filter", "Show stories with all of these words: theme, company, depth or text", "filter"),
    Action("bank.sort", ("s",), "Sort", "By last touched, depth, title, length or state; each press the next", "sort"),
    Action("bank.mark", ("space",), "Mark", "Mark the story; a change then applies to all marked ones"),
    Action("bank.mark_all", ("asterisk",), "Mark all shown", "Mark every story that the filter shows, or none"),
    Action("bank.change", ("c",), "Change", "Themes, state, project, company: of the story or of all marked ones at once", writes=True),
    Action("bank.state", ("t",), "Active, bench, retired", "The next state, for the story or for all marked ones", writes=True),
    Action("bank.delete", ("d",), "Delete", "Move the story, or all marked ones, to the trash; undo brings it back", "delete", writes=True),
    Action("bank.copy", ("y",), "Copy as text", "Copy the story as Markdown"),
    Action("bank.export", ("x",), "Write as Markdown", "Write the marked stories, or every one, as Markdown files into a folder"),
    Action("bank.preview", ("p",), "Preview on or off", "Show or hide the preview of the story"),
    # Story
    Action("story.edit", ("e", "i"), "Edit", "Put the cursor into the text", "edit", writes=True),
    Action("story.next", ("n",), "Next to mend", "To the next finding that is missing or only mentioned", "to mend" ),
    Action("story.previous", ("N",), "Previous to mend", "To the finding before it that is missing or only mentioned"),
    Action("story.answer", ("a",), "Answer", 'Answer the question of this finding; "we did not" is an answer too', "answer", writes=True),
    Action("story.behind", ("b",), "Behind this level", "What stands behind this level: score, signals, words that weighed" ),
    Action("story.overrule", ("o",), "Overrule", "Set the level yourself, with your reason", writes=True),
    Action("story.whose", ("w",), "Whose deed", "Whose deed the quoted words were: mine, the team's or unclear", "whose", writes=True),
    Action("story.claim", ("c",), "Settle a claim", "What a number is, its source, and how to say it", "claim", writes=True ),
    Action("story.swap", ("f2",), "Text or reading", "From the text to the reading, and back", "reading"),
    Action("story.fields", ("f",), "Title and facts", "Title, headline, company, when, themes and AI role", writes=True ),
    Action("story.later", ("right_square_bracket",), "Next story", "To the next story of the bank"),
    Action("story.earlier", ("left_square_bracket",), "Story before", "To the story before this one"),
    Action("story.external", ("E",), "Edit in your editor", "The whole story in $VISUAL or $EDITOR, as one undo step", writes=True),
    Action("story.revisions", ("r",), "Revisions", "What the story said before, word by word, and the way back"),
    Action("story.version", ("V",), "As told for a target", "The versions of this story, stale ones marked; Enter changes one", writes=True),
    Action("story.write", ("x",), "Write as a page", "Your own sentences on one Word page, to be sent", "page"),
    Action("story.copy", ("y",), "Copy as text", "Copy the story as Markdown"),
    Action("story.delete", ("d",), "Delete", "Move the story to the trash; undo brings it back", writes=True),
    # Revisions of a story
    Action("revisions.restore", ("r",), "Restore", "This revision stands again, as a new one; undo takes it back", "restore", writes=True),
    Action("revisions.mark", ("space",), "Compare with this", "The others are compared with this one; again, with what stands now", "compare with this"),
    # While text is edited
    Action("text.leave", ("escape",), "Leave the text", "Save, and back to the findings", "done"),
    Action("text.finding", ("f3",), "The finding here", "From these words to what the reader found in them", "finding"),
    Action("text.external", ("f4",), "Edit in your editor", "The part in $VISUAL or $EDITOR, as one undo step", "editor" ),
    # Coverage
    Action("coverage.map", ("m", "tab"), "Next map", "Themes, criteria, then the principles of each pack", "map"),
    Action("coverage.map_before", ("M", "shift+tab"), "Map before", "The map before this one"),
    Action("coverage.gap", ("n",), "Next gap", "To the next line that no story covers", "gap"),
    Action("coverage.gap_before", ("N",), "Gap before", "To the line before that no story covers"),
    Action("coverage.story", ("s",), "Next story here", "To the next story that has a digit in this line", "story"),
    Action("coverage.open", ("o",), "Open the story", "Open the story of this cell at the words it rests on", "open"),
    Action("coverage.theme", ("c",), "Its theme, or not", "Give the story of this column the theme of this line, or take it away", "theme", writes=True),
    Action("coverage.tidy", ("t",), "What to tidy", "Doubles, stale and over-used stories, the 8 to 12 to keep, with reasons"),
    Action("coverage.write", ("a",), "Write this one", "Begin a story for this line", "write", writes=True),
    # Target
    Action("target.export", ("x",), "Write the dossier", "Write the private Word dossier for this target", "dossier"),
    Action("target.sheet", ("s",), "Write the round sheet", "Write the round under the cursor by itself, private"),
    Action("target.brief", ("b",), "Write a brief", "Write the one-page brief for executives of a project, to be sent"),
    Action("target.tell", ("X",), "Write as told", "Write the story as told for this target, to be sent"),
    Action("target.next_weak", ("n",), "Next to mend", "To the next question without a story, with a weak one, or one told before", "next to mend"),
    Action("target.weak_before", ("N",), "To mend before", "To the question before that has no story, a weak one, or one told before"),
    Action("target.open", ("o",), "Open the story", "Open the story that is planned here; on a round, its facts", "open"),
    Action("target.lock", ("f",), "Keep here, or free", "Keep this story for this question, or let the plan choose again", "keep", writes=True),
    Action("target.exclude", ("d",), "Leave out", "Keep this story out of this loop; on a round, remove the round", "leave out", writes=True),
    Action("target.choose", ("c",), "Choose a story", "The stories that answer this question, best first", "choose"),
    Action("target.narrative", ("v",), "As told here", "The story as it would be told for this target", "as told"),
    Action("target.version", ("V",), "Change as told", "Order, cuts and wording of the story for this target", writes=True),
    Action("target.what_if", ("i",), "What if", "Without a story, another one here, another round first: plans side by side", "what if"),
    Action("target.left_out", ("w",), "Left out", "The stories that the plan leaves out, and why; Enter lets in or opens"),
    Action("target.next", ("t",), "Next target", "To the next target", "next target"),
    Action("target.new", ("a",), "New target", "Begin a target: company, role, principles and loop", "new", writes=True),
    Action("target.facts", ("F",), "Facts of the target", "Company, role, the principles that it is planned with, open or closed", writes=True),
    Action("target.delete", ("Z",), "Delete the target", "Move the target to the trash; undo brings it back", writes=True),
    Action("target.round", ("e",), "Edit the round", "Interviewer, when, and what it probes", writes=True),
    Action("target.add_round", ("A",), "Add a round", "Another round, with the questions that are usual there", writes=True),
    Action("target.move_round", ("m",), "Move the round", "Give the round another day and time, or no date", writes=True),
    Action("target.round_later", ("plus",), "Round later", "A proposed date to the next working day; without a date, a place later", writes=True),
    Action("target.round_earlier", ("minus",), "Round earlier", "A proposed date to the working day before; without a date, a place earlier", writes=True),
    Action("target.remove_round", ("r",), "Remove the round", "Take the round out of the loop with its questions; undo brings it back", writes=True),
    Action("target.question", ("q",), "Add a question", "Another question expected in this round", writes=True),
    Action("target.remove_question", ("Q",), "Remove the question", "Take the question out of its round; undo brings it back", writes=True),
    Action("target.pack", ("p",), "Paste principles", "Paste a company's own list and name what each line is about", writes=True),
    Action("target.job", ("D",), "Job description", "Paste it in; what it stresses weighs in", writes=True),
    # Tonight
    Action("tonight.open", ("o",), "Open", "Do what the line under the cursor is about (Enter does the same)", "open"),
    Action("tonight.rehearse", ("r",), "Rehearse", "Rehearse the first story that is due", "rehearse"),
    Action("tonight.probe", ("p",), "Answer a follow-up", "Answer the first one that has no answer", "answer", writes=True),
    Action("tonight.number", ("n",), "A number's source", "Say where the first number without a source comes from", "number", writes=True),
    Action("tonight.drill", ("d",), "Drill", "Three minutes of cards", "drill"),
    Action("tonight.task", ("t",), "Tick a task", "Tick the task under the cursor, or the first of today", "tick", writes=True),
    Action("tonight.debrief", ("b",), "Debrief", "Write down the round that has ended"),
    Action("tonight.mock", ("m",), "Mock interview", "Play the next round"),
    Action("tonight.calendar", ("c",), "Calendar", "Rounds and tasks, by day"),
    Action("tonight.target", ("v",), "View the target", "The loop of the next round, and who tells what"),
    # Portfolio
    Action("portfolio.open", ("o",), "Open", "The page or the artefact under the cursor, a question at a time", "open"),
    Action("portfolio.export", ("x",), "Write to be sent", "Write the portfolio, or the page under the cursor, as Word"),
    Action("portfolio.new", ("a",), "New project", "Begin a project: shipped, side project or exercise", "new", writes=True),
    Action("portfolio.facts", ("f",), "Title and facts", "Title, kind, company and when", "facts", writes=True),
    Action("portfolio.link", ("s",), "Link a story", "Say that a story belongs to this project, or no longer", "link", writes=True),
    Action("portfolio.next", ("n",), "Next empty", "To the next page or artefact that is still empty", "next empty"),
    Action("portfolio.delete", ("d",), "Delete", "Move the project to the trash; undo brings it back", writes=True),
    # Artefact
    Action("artefact.edit", ("e",), "Answer", "Put the cursor into the answer (Enter does the same)", "answer", writes=True),
    Action("artefact.next", ("n",), "Next empty", "To the next question without an answer", "next empty"),
    Action("artefact.quote", ("q",), "Take the quote", "Take your own sentence from the story as the answer", "take quote", writes=True),
    Action("artefact.quotes", ("Q",), "Take all quotes", "Take the quotes of the stories into all empty fields", writes=True),
    Action("artefact.add", ("a",), "New row", "Another row of the table", "row", writes=True),
    Action("artefact.delete", ("d",), "Delete the row", "Take the row out of the table; undo brings it back", writes=True),
    Action("artefact.story", ("s",), "Open the story", "The story that the quote stands in"),
    # Practice
    Action("practice.rehearse", ("r",), "Rehearse", "Tell a story against the clock, without its text", "rehearse"),
    Action("practice.drill", ("d",), "Drill", "Three minutes of cards", "drill"),
    Action("practice.mock", ("m",), "Mock interview", "Play a round, and rate each answer", "mock"),
    Action("practice.pitch", ("p",), "My pitch", "Walk me through it, why AI, why this company, questions", "pitch"),
    Action("practice.debrief", ("b",), "Debrief", "Write a round down in sixty seconds", "debrief", writes=True),
    Action("practice.calendar", ("c",), "Calendar", "Rounds and tasks, by day", "calendar"),
    Action("practice.moments", ("i",), "Moments", "The inbox of what happened and may become a story", "moments"),
    # Rehearsal
    Action("rehearse.next", ("space",), "Begin, told, said", "Begin; the part is told; this proof was said", "told", writes=True),
    Action("rehearse.pause", ("p",), "Pause", "Stop the clock, or let it run on", "pause"),
    Action("rehearse.finish", ("f",), "Done", "Keep the telling with its ticks", "done", writes=True),
    Action("rehearse.cut", ("c",), "Another length", "90, 30 or 180 seconds, or the whole story", "length"),
    Action("rehearse.version", ("v",), "For another target", "As told for the next target, then as the story stands", "for a target"),
    Action("rehearse.text", ("t",), "Text", "Show or hide the text", "text"),
    Action("rehearse.again", ("r",), "Again", "Tell it again", "again"),
    # Drill
    Action("drill.reveal", ("space", "enter"), "Reveal", "Show the answer", "reveal"),
    Action("drill.had", ("y",), "I had it", "It comes again evenly spaced", "had it", writes=True),
    Action("drill.missed", ("n",), "Not yet", "It comes again tomorrow", "not yet", writes=True),
    Action("drill.story", ("o",), "Open the story", "The story that this card is about", "story"),
    Action("drill.more", ("m",), "Another sitting", "Three minutes more", "more"),
    # Mock interview
    Action("mock.next", ("space",), "Ask, answered", "Ask the question; the answer is finished", "answered", writes=True),
    Action("mock.pause", ("p",), "Pause", "Stop the clock, or let it run on", "pause"),
    Action("mock.had", ("y",), "I had an answer", "There was an answer when they asked on", "had it", writes=True),
    Action("mock.missed", ("n",), "No answer yet", "The follow-up stays open; Tonight asks it first", "not yet", writes=True),
    Action("mock.note", ("e",), "Note", "A note on this answer", "note", writes=True),
    Action("mock.friend", ("f",), "A friend's ratings", "Type in how somebody else rated you", "friend", writes=True),
    Action("mock.again", ("r",), "Play it again", "Begin this round anew", "again", writes=True),
    Action("rate.one", ("1",), "Rate it 1", "No answer, or a list of features", writes=True),
    Action("rate.two", ("2",), "Rate it 2", "A story, but the listener had to ask for it", writes=True),
    Action("rate.three", ("3",), "Rate it 3", "Clear, with one thing a listener could check", writes=True),
    Action("rate.four", ("4",), "Rate it 4", "Clear in the time, a figure, the follow-up answered", writes=True),
    # Debrief
    Action("debrief.came", ("y",), "It came", "The question came and went well", "came", writes=True),
    Action("debrief.stumbled", ("s",), "It stumbled", "It came; the answer is open for the next round", "stumbled", writes=True),
    Action("debrief.not_asked", ("n",), "Not asked", "It did not come", "not asked", writes=True),
    Action("debrief.add", ("a",), "Another question", "A question that nobody expected", "another", writes=True),
    Action("debrief.told", ("w",), "Which story", "Say which story you told", "story", writes=True),
    Action("debrief.felt", ("f",), "How it felt", "One better with each press, 1 to 5", "felt", writes=True),
    Action("debrief.notes", ("e",), "Note", "What you want to remember", writes=True),
    Action("debrief.outcome", ("o",), "Outcome", "What became of the round; it can be said days later", writes=True),
    # Calendar
    Action("calendar.tick", ("space",), "Tick, or accept", "The task is done, again takes it back; or a proposed date is accepted", "tick, accept", writes=True),
    Action("calendar.later", ("plus",), "A day later", "Move the task to the next day, a proposed date to the next working day", "later", writes=True),
    Action("calendar.earlier", ("minus",), "A day earlier", "Move the task to the day before, a proposed date to the working day before", "earlier", writes=True),
    Action("calendar.move", ("m",), "Move", "Move the task to another day, a round to another day and time", "move", writes=True),
    # Moments
    Action("moments.add", ("a",), "Keep a line", "Something that happened; one line is enough", "add", writes=True),
    Action("moments.write", ("w",), "Make a story", "The line becomes a story, with its theme", "make a story", writes=True),
    Action("moments.theme", ("t",), "Theme", "What it shows", "theme", writes=True),
    Action("moments.delete", ("d",), "Delete", "Move the line to the trash; undo brings it back", writes=True),
    # My pitch
    Action("pitch.edit", ("e",), "Write", "Put the cursor into the text (Enter does the same)", "write", writes=True),
    Action("pitch.say", ("r",), "Say it", "Start the clock; again stops it and keeps the time", "say it", writes=True),
    Action("pitch.next", ("t",), "Next target", "The next target's pitch, then the common base", "next target"),
    # What was found in files
    Action("bring_in.take", ("enter",), "Take the story", "Take it as it stands here; at the end, bring all taken ones in", "take", writes=True),
    Action("bring_in.skip", ("n",), "Skip the story", "Do not bring this story in", "skip"),
    Action("bring_in.leave_out", ("d",), "Leave the sentence out", "The sentence stays behind; again takes it in", "leave out"),
    Action("bring_in.all", ("A",), "Take all the others", "Take every story that is not settled, as proposed", "take all"),
    Action("bring_in.before", ("p",), "Story before", "Back to the story before, or from the preview to one", "back"),
    Action("bring_in.situation", ("s",), "Situation", "The sentence belongs to the Situation"),
    Action("bring_in.task", ("t",), "Task", "The sentence belongs to the Task"),
    Action("bring_in.action", ("a",), "Action", "The sentence belongs to the Action"),
    Action("bring_in.result", ("r",), "Result", "The sentence belongs to the Result"),
    Action("bring_in.learning", ("l",), "Learning", "The sentence belongs to the Learning"),
    Action("bring_in.unsure", ("w",), "Least certain", "To the guess that is least certain, then to the next one", "least certain"),
    Action("bring_in.begin", ("b",), "A new story here", "The sentence begins a story of its own"),
    Action("bring_in.join", ("m",), "Join to the one before", "The story goes on where the one before it ends"),
    Action("bring_in.turn", ("tab",), "Next turn", "To the next sentence that begins another part"),
    Action("bring_in.earlier", ("K",), "Sentence up", "Put the sentence before the one above it"),
    Action("bring_in.later", ("J",), "Sentence down", "Put the sentence after the one below it"),
    Action("bring_in.title", ("e",), "Title", "Give the story another title"),
)
# fmt: on

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}


def of_scope(scope: str) -> tuple[Action, ...]:
    """Return the actions of one scope, in the order of the table."""
    return tuple(action for action in ACTIONS if action.scope == scope)
