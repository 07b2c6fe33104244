"""The worker's part in learning: what somebody asked for, what is due, and what rests on appeals that were erased."""

from tidings.web.accounts.models import Team
from tidings.web.appeals import actions, learnt
from tidings.web.appeals.models import Learned


def learn_when_due() -> int:
    """Learn where it was asked for, is due, or must be forgotten; return how often (the worker's job)."""
    if learnt.overdue():
        for team in Team.objects.all():
            forget(team)
            if learnt.is_due(team):
                actions.ask_to_learn(team, by=None)
    asked = list(Learned.objects.filter(ready=False).select_related("team"))
    for learned in asked:
        actions.keep_learnt(learned, learnt.teach(learned.team))
        drop_old(learned.team)
    return len(asked)


def forget(team: Team) -> None:
    """Let go of all that rests on an appeal that was erased; what was switched on is learnt anew without it first."""
    for old in Learned.objects.filter(team=team, ready=True):
        if not learnt.rests_on_erased(old):
            continue
        if old.on:
            anew = actions.ask_to_learn(team, by=None)
            actions.keep_learnt(anew, learnt.teach(team))
            anew.refresh_from_db()
            actions.switch_off(old, by=None)
            if anew.weights:
                actions.switch_on(anew, by=None)
        actions.let_go_of_learnt(old)


def drop_old(team: Team) -> None:
    """Let go of all but the newest that are not switched on."""
    for old in Learned.objects.filter(team=team, ready=True, on=False).order_by("-pk")[learnt.KEPT :]:
        actions.let_go_of_learnt(old)
