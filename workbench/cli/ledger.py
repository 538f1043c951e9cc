"""claims, probes, tidy: what the user can stand behind, what will be asked, what to clear up."""

from __future__ import annotations

from workbench.cli.command import DONE, REFUSED, WRONG_USE, Commands, Context
from workbench.cli.tailored import ledger_json, probe_json, titles_of
from workbench.errors import NotFound

_TAGS = {"measured": "measured", "estimated": "estimated", "goal": "goal", "unbacked": "unbacked"}
_KINDS = {"did-not": "did_not", "somebody-else": "somebody_else", "cannot-recall": "cannot_recall"}


def register(commands: Commands) -> None:
    """Register the commands of this family."""
    claims = commands.add(
        "claims", claims_command, "every figure and ownership statement, and what it is worth", as_json=True
    )
    claims.add_argument("story", nargs="?", metavar="STORY")
    claims.add_argument("claim", nargs="?", metavar="CLAIM", help="decide on this one, with the options below")
    claims.add_argument("--tag", choices=tuple(_TAGS))
    claims.add_argument("--source", metavar="TEXT", help="where the figure comes from")
    claims.add_argument("--say", metavar="TEXT", help="the safe wording")
    claims.add_argument("--dont-say", metavar="TEXT", help="what to avoid")
    claims.add_argument("--whose", choices=("mine", "team", "unclear"))
    claims.add_argument("--retract", action="store_true", help="take it back, everywhere")
    probes = commands.add("probes", probes_command, "the follow-ups a story invites, and your answers", as_json=True)
    probes.add_argument("story", metavar="STORY")
    probes.add_argument("probe", nargs="?", metavar="PROBE", help="answer this one")
    probes.add_argument("--answer", metavar="TEXT")
    probes.add_argument("--kind", choices=tuple(_KINDS), help="an answer without text: we did not, somebody else did …")
    commands.add("tidy", tidy_command, "near-duplicates, stale and over-used stories, whom a loop needs", as_json=True)


def claims_command(context: Context) -> int:
    """Show the ledger, or decide on a claim."""
    args = context.args
    changes = {
        name: value
        for name, value in (
            ("tag", args.tag), ("source", args.source), ("say", args.say),
            ("dont_say", args.dont_say), ("whose", args.whose),
        )
        if value is not None
    }  # fmt: skip
    if args.retract:
        changes["retracted"] = True
    if changes and not args.claim:
        context.tell("Name the story and the claim to decide on: `workbench claims STORY CLAIM --tag measured`.")
        return WRONG_USE
    with context.workspace(write=bool(changes)) as ws:
        if changes:
            ws.tailoring.decide(args.story, ws.tailoring.claim(args.story, args.claim).model_copy(update=changes))
        lines = ws.tailoring.claims(args.story)
        if args.claim:
            lines = [line for line in lines if line.claim.id == args.claim]
            if not lines:
                raise NotFound(f"There is no claim “{args.claim}”.", do=f"`workbench claims {args.story}` lists them.")
        conflicts = [each for each in ws.tailoring.conflicts() if args.story in (None, each.story)]
        grown = ws.tailoring.escalations(args.story)
        titles = titles_of(ws)
    if args.json:
        context.json(
            {
                "claims": [ledger_json(line) for line in lines],
                "conflicts": [
                    {
                        "story": each.story, "left_target": each.left_target, "left": each.left,
                        "right_target": each.right_target, "right": each.right,
                    }
                    for each in conflicts
                ],
                "escalations": [
                    {"story": each.story, "target": each.target, "before": each.before, "after": each.after}
                    for each in grown
                ],
            }
        )  # fmt: skip
        return DONE
    story = ""
    for line in lines:
        if line.story != story:
            story = line.story
            context.say(f"{titles.get(story, story)}  [{story}]")
        claim = line.claim
        tag = {"": "not decided yet", "unbacked": "can't back up yet"}.get(claim.tag, claim.tag)
        state = "RETRACTED" if claim.retracted else tag
        context.say(
            f"  {claim.id}  “{claim.quote}”  {claim.kind}, {state}" + (f", {claim.source}" if claim.source else "")
        )
        if claim.say:
            context.say(f"      say: {claim.say}")
        if claim.dont_say:
            context.say(f"      don't say: {claim.dont_say}")
        for place in line.said:
            context.say(f"      still said in {place.kind} {place.id}: {place.where}")
    open_ones = sum(not line.decided for line in lines)
    context.tell(f"{len(lines)} claims, {open_ones} not decided yet.")
    for each in conflicts:
        left, right = f"{each.left_target or 'story'}: {each.left}", f"{each.right_target}: {each.right}"
        context.tell(f"Two figures in {each.story}: {left} | {right}")
    for step in grown:
        context.tell(f"Grown in {step.story}: “{step.before}” became “{step.after}”")
    return DONE


def probes_command(context: Context) -> int:
    """Show the follow-ups of a story, or keep an answer."""
    args = context.args
    answering = args.answer is not None or args.kind is not None
    if answering and not args.probe:
        context.tell("Name the probe to answer: `workbench probes STORY PROBE --answer TEXT`.")
        return WRONG_USE
    with context.workspace(write=answering) as ws:
        added: tuple[str, ...] = ()
        if answering:
            key = args.probe if args.probe.startswith("probe.") else f"probe.{args.probe}"
            kind = _KINDS.get(args.kind or "", "answered")
            _, added = ws.tailoring.answer_probe(args.story, key, args.answer or "", kind)  # type: ignore[arg-type]
        found = ws.tailoring.probes(args.story)
    if args.probe and not answering:
        found = tuple(each for each in found if args.probe in (each.key, each.key.removeprefix("probe.")))
        if not found:
            context.tell(f"“{args.probe}” is not among the follow-ups of this story.")
            return REFUSED
    if args.json:
        context.json([probe_json(each) for each in found])
        return DONE
    for each in found:
        context.say(f"{each.key.removeprefix('probe.')}  {each.text}")
        context.say(f"    {each.why}" + (f" “{each.quote}”" if each.quote else ""))
        if each.answer is not None:
            context.say(f"    answer: {each.answer.text or each.answer.kind.replace('_', ' ')}")
    context.tell(f"{sum(each.answer is None for each in found)} of {len(found)} without an answer.")
    if added:
        context.tell(f"If this stood in the story, it would be specific on: {', '.join(added)}.")
    return DONE


def tidy_command(context: Context) -> int:
    """Show what to tidy in the bank."""
    with context.workspace() as ws:
        found = ws.tailoring.hygiene()
        titles = titles_of(ws)
    if context.args.json:
        context.json(
            {
                "duplicates": [
                    {"left": each.left, "right": each.right, "likeness": each.likeness, "why": each.why}
                    for each in found.duplicates
                ],
                **{
                    name: [{"story": each.story, "advice": each.advice, "why": each.why} for each in kept]
                    for name, kept in (("stale", found.stale), ("overused", found.overused), ("active", found.active))
                },
            }
        )  # fmt: skip
        return DONE
    for pair in found.duplicates:
        context.say(f"much the same: “{titles[pair.left]}” and “{titles[pair.right]}” ({pair.likeness}). {pair.why}")
    for each in (*found.stale, *found.overused):
        context.say(f"look again: “{titles[each.story]}”. {each.why}")
    for each in found.active:
        context.say(f"{each.advice}: “{titles[each.story]}”. {each.why}")
    return DONE
