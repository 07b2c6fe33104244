"""Pages of cases: find, allow, check, act, show."""

from datetime import date
from typing import TYPE_CHECKING, Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tidings.law import FACTS
from tidings.web import merging
from tidings.web.accounts import approvals, confirming
from tidings.web.accounts.allow import needs
from tidings.web.accounts.budget import open_or_404
from tidings.web.accounts.confirming import recently_confirmed
from tidings.web.appeals.models import Appeal
from tidings.web.appeals.similar import tied_to
from tidings.web.cases import actions, agreeing, parting
from tidings.web.cases.ending import tombstone
from tidings.web.cases.finding import find
from tidings.web.cases.forms import ConsentForm, HandOverForm, JoinForm, ToldForm
from tidings.web.cases.known import confirmed, known
from tidings.web.cases.models import Case, CaseQuerySet, Erasure, enquirers
from tidings.web.cases.opening import Opening
from tidings.web.cases.tasks import tasks
from tidings.web.cases.timeline import timeline
from tidings.web.pages import InGroups, page_of, posted, render_page
from tidings.web.people import actions as people
from tidings.web.people import masking
from tidings.web.people.forms import ContactForm, IdentityForm, RevealForm, SafeForm, SearchForm
from tidings.web.people.models import Contact, Person

if TYPE_CHECKING:
    from tidings.web.accounts.models import StaffRequest

SHOWN = ("open", "mine", "closed")
SORTED = ("category", "urgency", "sorted_by")


@require_GET
@needs("read_cases")
def show_list(request: "StaffRequest") -> HttpResponse:
    """Cases: those that are worked on, one's own, or those that are closed."""
    shown = request.GET.get("show", "open")
    if shown not in SHOWN:
        raise Http404
    ours = Case.objects.visible_to_list(request.user).newest_first()
    cases = ours.filter(state=Case.State.CLOSED) if shown == "closed" else ours.open()
    if shown == "mine":
        cases = cases.filter(responsible=request.user)
    rows = Case.objects.visible_to(request.user).select_related("person", "responsible")
    rows = rows.prefetch_related(
        Prefetch("enquiries__appeal", Appeal.objects.visible_to(request.user).only(*SORTED))
    )
    page = page_of(InGroups(cases), rows, request.GET.get("page"))
    return render_page(request, "cases/list.html", "cases/_rows.html", {"page": page, "shown": shown})


@require_http_methods(["GET", "POST"])
@needs("search")
def search(request: "StaffRequest") -> HttpResponse:
    """Find a person by any spelling; a case or an appeal by its code, its receipt or a telephone."""
    form = SearchForm(posted(request))
    found = None
    if form.is_valid():
        told = form.cleaned_data
        actions.note_search(by=request.user)
        found = find(request.user, told["name"], told["born"] or None, told["unit"] or None)
    status = 422 if form.errors else 200
    return render(request, "cases/find.html", {"form": form, "found": found}, status=status)


@require_http_methods(["GET", "POST"])
@needs("work_cases")
def open_case(request: "StaffRequest", code: str) -> HttpResponse:
    """Show what a case would begin with; then open it."""
    appeal = open_or_404(request, Appeal.objects.visible_to(request.user), code=code)
    opening = Opening(appeal, request.POST.get("about") or request.GET.get("about"))
    if done := opening.done:
        return redirect("cases-detail", done.code)
    similar = [] if "ready" in request.POST else opening.similar(request.user)
    if request.method == "GET" or ("ready" not in request.POST and (opening.proposed or similar)):
        context = {"opening": opening, "appeal": appeal, "similar": similar}
        return render(request, "cases/open.html", context)
    case = actions.open_case(
        appeal, opening.about, confirm=opening.ticked(request.POST), by=request.user, on=date.today()
    )
    messages.success(request, _("Case %(code)s is open.") % {"code": case.code})
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def join(request: "StaffRequest", code: str) -> HttpResponse:
    """Add an appeal to a case that is there."""
    appeal = open_or_404(request, Appeal.objects.visible_to(request.user), code=code)
    opening = Opening(appeal, request.POST.get("about"))
    form = JoinForm(request.user, request.POST)
    if not form.is_valid():
        context = {
            "opening": opening,
            "appeal": appeal,
            "similar": opening.similar(request.user),
            "join": form,
        }
        return render(request, "cases/open.html", context, status=422)
    case = form.cleaned_data["case"]
    if opening.proposed and "ready" not in request.POST:
        context = {
            "opening": opening,
            "appeal": appeal,
            "similar": opening.similar(request.user),
            "chosen": case,
        }
        return render(request, "cases/open.html", context)
    ticked = opening.ticked(request.POST)
    actions.join(appeal, case, opening.about, confirm=ticked, by=request.user, on=date.today())
    messages.success(request, _("The appeal is in case %(code)s now.") % {"code": case.code})
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def part(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Part an appeal from a case that it had joined."""
    case = open_or_404(request, Case.objects.visible_to(request.user), code=code)
    enquiry = get_object_or_404(case.enquiries.select_related("appeal", "enquirer"), pk=pk)
    appeal = enquiry.appeal.code
    try:
        parting.part(case, enquiry, by=request.user, on=date.today())
    except parting.First as why:
        messages.warning(request, why.say(request.user.language))
        return redirect("cases-detail", case.code)
    messages.success(
        request, _("Appeal %(code)s waits again; nothing of it is in the case.") % {"code": appeal}
    )
    return redirect("appeals-detail", appeal)


@require_GET
@needs("read_cases")
def show(request: "StaffRequest", code: str) -> HttpResponse:
    """One case: what is done, and what is next; of one that was erased, what stays."""
    if erasure := Erasure.objects.visible_to(request.user).filter(record_code=code).first():
        return tombstone(request, erasure)
    case = _read(request, code)
    return render(request, "cases/detail.html", _desk(request, case))


@require_http_methods(["GET", "POST"])
@needs("read_cases", post="work_cases")
def identity(request: "StaffRequest", code: str) -> HttpResponse:
    """Correct who is sought; what somebody else has changed meanwhile is shown beside it, to choose from."""
    case = _read(request, code)
    if request.method == "GET":
        return render(request, "cases/identity.html", {"case": case, "form": _identity(case.person)})
    typed, missed = merging.typed(request.POST)
    form = IdentityForm(typed, initial=merging.was(request.POST))
    if not form.is_valid():
        return render(request, "cases/identity.html", {"case": case, "form": form}, status=422)
    told = form.cleaned_data
    case.person = Person.objects.visible_to(request.user).get(pk=case.person_id)
    if missed or not actions.correct(case, told, seen=told["seen"], by=request.user, on=date.today()):
        back = reverse("cases-detail", args=[case.code])
        return merging.page(request, form, _identity(case.person), back=back, missed=missed)
    return redirect("cases-detail", case.code)


@require_http_methods(["GET", "POST"])
@needs("read_cases", post="work_cases")
def tell(request: "StaffRequest", code: str, name: str) -> HttpResponse:
    """Ask for one fact, and write down the answer."""
    case = _read(request, code)
    kind = FACTS.get(name)
    if kind is None:
        raise Http404
    form = ToldForm(kind, case, posted(request))
    status = 422 if form.errors else 200
    if request.method == "POST":
        told = _told(request, form)
        if told is not None:
            seen = request.POST.get("seen")
            if actions.tell(case, name, **told, seen=seen, by=request.user, on=date.today()):
                return redirect("cases-detail", case.code)
            status = 409
    context = {"case": case, "form": form, "kind": kind, "told": case.told.filter(name=name).order_by("-pk")}
    return render(request, "cases/tell.html", context | {"overtaken": status == 409}, status=status)


def _told(request: "StaffRequest", form: ToldForm) -> dict[str, Any] | None:
    """What the form says; None where it cannot be read."""
    if "unknown" in request.POST:
        return {"value": None, "source": None}
    return {name: form.cleaned_data[name] for name in ("value", "source")} if form.is_valid() else None


@require_http_methods(["GET", "POST"])
@needs("read_cases", post="work_cases")
def rights(request: "StaffRequest", code: str) -> HttpResponse:
    """What the rules say of the facts; asking them again keeps their new answer."""
    case = _read(request, code)
    if request.method == "POST":
        actions.assess(case, by=request.user, on=date.today())
        return redirect("cases-rights", case.code)
    return render(request, "cases/rights.html", {"case": case, "assessment": case.assessment})


@require_POST
@needs("work_cases")
def add_contact(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Write down how someone who asks can be reached."""
    case = open_or_404(request, _whole(request), code=code)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk, enquiries__case=case)
    form = ContactForm(request.POST)
    if not form.is_valid():
        context = _desk(request, case) | {"contact_form": form, "contact_of": person.pk}
        return render(request, "cases/detail.html", context, status=422)
    told = form.cleaned_data
    people.add_contact(person, told["kind"], told["value"], safe_when=told["safe_when"], by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def drop_contact(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Strike out a way to reach someone."""
    case = open_or_404(request, _whole(request), code=code)
    people.drop_contact(_contact(case, pk), by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def say_when_safe(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Write down when it is safe to reach someone in this way."""
    case = open_or_404(request, _whole(request), code=code)
    contact = _contact(case, pk)
    typed, missed = merging.typed(request.POST)
    form = SafeForm(typed)
    if form.is_valid():
        was = merging.was(request.POST).get("safe_when")
        words = merging.plain(form.cleaned_data["safe_when"])
        before = None if was is None else merging.plain(was)
        if missed or not people.say_when_safe(contact, words, was=before, by=request.user):
            now = SafeForm(initial={"safe_when": contact.safe_when})
            back = reverse("cases-detail", args=[case.code])
            return merging.page(request, form, now, back=back, missed=missed)
    return redirect("cases-detail", case.code)


@require_POST
@needs("reveal_contacts")
def reveal(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Show who asks and how she is reached, for this session, once a reason is given."""
    case = open_or_404(request, _whole(request), code=code)
    person = get_object_or_404(Person.objects.visible_to(request.user), pk=pk, enquiries__case=case)
    form = RevealForm(request.POST)
    if not form.is_valid():
        context = _desk(request, case) | {"reveal_form": form, "reveal_of": person.pk}
        return render(request, "cases/detail.html", context, status=422)
    if len(masking.shown(request)) >= masking.MANY and not confirming.lately(request):
        raise ReauthenticationRequired
    people.reveal(person, form.cleaned_data["reason"], form.cleaned_data["words"], by=request.user)
    masking.show(request, person.pk)
    return redirect(reverse("cases-detail", args=[case.code]) + "#contact")


@require_POST
@needs("see_restricted")
def restrict(request: "StaffRequest", code: str) -> HttpResponse:
    """Leave a case to the person responsible and to coordinators, or open it to the team again."""
    case = open_or_404(request, _whole(request), code=code)
    actions.restrict(case, not case.restricted, by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("see_honey")
@recently_confirmed
def bait(request: "StaffRequest", code: str) -> HttpResponse:
    """Make a case a bait, or a case again; two people together."""
    case = open_or_404(request, _whole(request), code=code)
    if approvals.ask("honey", case, request.user).approved_by_id is None:
        messages.info(
            request, _("A second person has to agree: another coordinator, or a custodian. Then do it again.")
        )
    else:
        actions.set_bait(case, not case.honey, by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def agree(request: "StaffRequest", code: str) -> HttpResponse:
    """Write down what was agreed about somebody's data."""
    case = get_object_or_404(_whole(request), code=code)
    form = ConsentForm(case, request.POST)
    if not form.is_valid():
        return render(request, "cases/detail.html", _desk(request, case) | {"consent_form": form}, status=422)
    agreeing.agree(case, form.consent(), by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def take_back(request: "StaffRequest", code: str, pk: int) -> HttpResponse:
    """Write down that what was agreed was taken back; it counts from this moment on."""
    case = get_object_or_404(_whole(request), code=code)
    consent = get_object_or_404(case.consents, pk=pk)
    agreeing.take_back(consent, date.today(), by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def hand_over(request: "StaffRequest", code: str) -> HttpResponse:
    """Make someone else of the team responsible."""
    case = open_or_404(request, _whole(request), code=code)
    form = HandOverForm(request.user, request.POST)
    if not form.is_valid():
        return render(request, "cases/detail.html", _desk(request, case) | {"hand_over": form}, status=422)
    actions.hand_over(case, form.cleaned_data["to"], by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def close(request: "StaffRequest", code: str) -> HttpResponse:
    """End the work on a case."""
    case = open_or_404(request, _whole(request), code=code)
    actions.close(case, by=request.user)
    return redirect("cases-detail", case.code)


@require_POST
@needs("work_cases")
def reopen(request: "StaffRequest", code: str) -> HttpResponse:
    """Take the work up again."""
    case = open_or_404(request, _whole(request), code=code)
    actions.reopen(case, by=request.user)
    return redirect("cases-detail", case.code)


def _read(request: "StaffRequest", code: str) -> Case:
    """A case with all that its page shows; that somebody looks at it is written down."""
    case = open_or_404(request, _whole(request), code=code)
    if request.method == "GET":
        actions.look_at(case, by=request.user)
    return case


def _whole(request: "StaffRequest") -> CaseQuerySet:
    """A case with all that its page shows."""
    return (
        Case.objects.visible_to(request.user)
        .select_related("person", "responsible", "tracing")
        .prefetch_related("letters", "enquiries__appeal", "enquiries__enquirer__contacts")
        .prefetch_related("enquiries__appeal__messages__by", "enquiries__appeal__attachments")
        .with_safe_words()
    )


def _desk(request: "StaffRequest", case: Case) -> dict[str, Any]:
    today = date.today()
    return {
        "case": case,
        "assessment": case.assessment,
        "tasks": tasks(case, today),
        "timeline": timeline(case, today),
        "known": known(case),
        "confirmed": confirmed(case),
        "all_facts": FACTS,
        "enquirers": enquirers(case),
        "tied": _tied(case, request),
        "agreed": case.consents.select_related("about", "given_by", "appeal", "by"),
        "consent_form": ConsentForm(case),
        "contact_form": ContactForm(),
        "reveal_form": RevealForm(),
        "hand_over": HandOverForm(request.user, initial={"to": case.responsible_id}),
    }


def _tied(case: Case, request: "StaffRequest") -> list[Appeal]:
    """Appeals that wait, of which somebody said that they seek the person of this case."""
    here = {enquiry.appeal_id for enquiry in case.enquiries.all()}
    return list(tied_to(here, request.user).waiting().order_by("received_on", "pk"))


def _identity(person: Person) -> IdentityForm:
    return IdentityForm(instance=person, initial=_seen(person))


def _seen(person: Person) -> dict[str, str]:
    return {"seen": person.changed_at.isoformat()}


def _contact(case: Case, pk: int) -> Contact:
    for enquiry in case.enquiries.all():
        for contact in enquiry.enquirer.contacts.all():
            if contact.pk == pk:
                return contact
    raise Http404
