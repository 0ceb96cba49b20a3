"""`rule`: what is done with an order by itself when something happens to it, and a dry run over the last 90 days."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.checks.rules import ACTIONS, EVENTS, Action, Rule, action_words, condition_words, read_condition
from orderdesk.services.checks import rules
from orderdesk.services.shop.shop import shop_now


def arguments(parser: Parser, verb: str) -> None:
    """The steps of the verb."""
    steps = parser.add_subparsers(title="steps", metavar="STEP", required=True)
    steps.add_parser("list", help="every rule, in the order in which they are looked at").set_defaults(run=_list)
    _step(steps, "show", "one rule", _show)
    _written(_step(steps, "add", "add a rule; with --dry-run only tell what would differ", _add))
    _written(_step(steps, "change", "write a rule anew; with --dry-run only tell what would differ", _change))
    _step(steps, "dry-run", "what a rule would change in the orders of the last 90 days, if it were on", _try)
    _step(steps, "on", "let a rule act from now on", _on)
    _step(steps, "off", "let a rule act no longer", _off)
    _step(steps, "remove", "remove a rule that never fired", _remove)


def _step(steps: Any, name: str, told: str, run: Callable[[Session, Namespace], Answer]) -> Parser:
    part: Parser = steps.add_parser(name, help=told, description=told)
    part.add_argument("name", metavar="NAME")
    part.set_defaults(run=run)
    return part


def _written(part: Parser) -> None:
    part.add_argument("--on", dest="event", choices=tuple(EVENTS), required=True, help="when it is looked at")
    part.add_argument(
        "--if", dest="conditions", action="append", default=[], metavar="CONDITION",
        help="such as 'total at least 500' or 'country is not GB, IE'; all of several must hold",
    )  # fmt: skip
    for kind, words in ACTIONS.items():
        part.add_argument(f"--{kind}", metavar="CODE" if kind == "service" else "TEXT", help=words.lower())
    part.add_argument("--priority", type=int, default=10, metavar="N", help="the lowest comes first")
    part.add_argument("--stop", action="store_true", help="look at no other rule after it")
    part.add_argument("--dry-run", action="store_true", help="tell what would differ, and write nothing")


def _list(session: Session, options: Namespace) -> Answer:
    currency = shop_now(session.desk).currency
    found = rules.list_rules(session.desk)
    rows = [
        (str(each.rule.priority), each.name, each.rule.event, _when(each.rule, currency), _does(each.rule),
         "on" if each.rule.active else "off", f"fired on {each.fired}")
        for each in found
    ]  # fmt: skip
    facts = {"rules": [_facts(each.rule, currency) | {"fired": each.fired} for each in found]}
    return Answer(columns(rows) or "No rules yet.", facts)


def _show(session: Session, options: Namespace) -> Answer:
    currency = shop_now(session.desk).currency
    rule = rules.rule_named(session.desk, options.name)
    said = f"{rule.name}: {EVENTS[rule.event].lower()}, {_when(rule, currency)}: {_does(rule)}"
    more = f"Priority {rule.priority}{', no other after it' if rule.stop else ''}, {'on' if rule.active else 'off'}."
    return Answer(f"{said}.\n{more}", _facts(rule, currency))


def _add(session: Session, options: Namespace) -> Answer:
    return _write(session, options, None)


def _change(session: Session, options: Namespace) -> Answer:
    return _write(session, options, rules.rule_named(session.desk, options.name))


def _write(session: Session, options: Namespace, known: Rule | None) -> Answer:
    currency = shop_now(session.desk).currency
    conditions = tuple(read_condition(each, currency) for each in options.conditions)
    wanted = {kind: getattr(options, kind) for kind in ACTIONS}
    actions = tuple(Action(kind, text) for kind, text in wanted.items() if text is not None)
    name, active, key = (known.name, known.active, known.id) if known else (options.name, True, 0)
    rule = Rule(name, options.event, conditions, actions, options.priority, options.stop, active, key)
    if options.dry_run:
        return _tried(rules.dry_run(session.desk, rule))
    saved = session.write(lambda desk: rules.save_rule(desk, rule))
    return Answer(f"{saved.name} {'changed' if known else 'added'}.", _facts(saved, currency))


def _try(session: Session, options: Namespace) -> Answer:
    return _tried(rules.alone(session.desk, options.name))


def _on(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: rules.switch_rule(desk, options.name, on=True))
    return _show(session, options)


def _off(session: Session, options: Namespace) -> Answer:
    session.write(lambda desk: rules.switch_rule(desk, options.name, on=False))
    return _show(session, options)


def _remove(session: Session, options: Namespace) -> Answer:
    gone = session.write(lambda desk: rules.remove_rule(desk, options.name))
    return Answer(f"{gone.name} removed.", {"removed": gone.name})


def _tried(found: rules.DryRun) -> Answer:
    rows = [
        (each.number, f"{each.placed_at:%Y-%m-%d}", each.customer, "; ".join(each.sentences)) for each in found.rows
    ]
    facts = [
        {"order": each.number, "placed_at": each.placed_at.isoformat(), "differs": list(each.sentences)}
        for each in found.rows
    ]
    told = {"looked_at": found.looked_at, "fires": found.fires, "differing": found.differing, "orders": facts}
    return Answer("\n".join(each for each in (rules.summary(found), columns(rows)) if each), told)


def _when(rule: Rule, currency: str) -> str:
    return " and ".join(condition_words(each, currency) for each in rule.conditions)


def _does(rule: Rule) -> str:
    return ", ".join(action_words(each) for each in rule.actions)


def _facts(rule: Rule, currency: str) -> dict[str, Any]:
    return {
        "rule": rule.name,
        "event": rule.event,
        "conditions": [condition_words(each, currency) for each in rule.conditions],
        "actions": {each.kind: each.text for each in rule.actions},
        "priority": rule.priority,
        "stop": rule.stop,
        "on": rule.active,
    }
