import type { EventView } from '../calendar/instances';
import { eventId } from '../calendar/ids';
import type { Account } from '../calendar/types';
import { addDays, dateOf, toLocal } from '../calendar/zones';
import { brand, html, type Html } from './html';

/** What the page shows of one mailbox. */
export interface OutlookPage {
  /** Public base URL of the provider. */
  base: string;
  accounts: Account[];
  account: Account;
  /** The coming weeks, as calendarView gives them. */
  views: EventView[];
  /** The event or occurrence in the form; null for a new one. */
  editing: EventView | null;
  problem: string | null;
}

const accountUrl = (base: string, account: Account) =>
  `${base}/?account=${encodeURIComponent(account.email)}`;

/** The local time of an event in its mailbox, `YYYY-MM-DDTHH:mm` as a datetime-local input wants it. */
export function inputTimes(
  { fields, startMs, endMs }: EventView,
  zone: string,
): { start: string; end: string } {
  if (!fields.isAllDay) {
    return { start: toLocal(startMs, zone).slice(0, 16), end: toLocal(endMs, zone).slice(0, 16) };
  }
  return {
    start: fields.start.dateTime.slice(0, 16),
    end: `${addDays(dateOf(fields.end.dateTime), -1)}T23:59`,
  };
}

const DAY = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});
const TIME = new Intl.DateTimeFormat('en-US', { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' });

function when(view: EventView, zone: string): Html {
  const { start, end } = inputTimes(view, zone);
  const day = (local: string) => DAY.format(new Date(`${local}Z`));
  const time = (local: string) => TIME.format(new Date(`${local}Z`));
  if (view.fields.isAllDay) {
    const last = dateOf(end) === dateOf(start) ? '' : ` – ${day(end)}`;
    return html`${day(start)}${last}<br /><span class="small soft">All day</span>`;
  }
  return html`${day(start)}<br /><span class="small soft">${time(start)} – ${time(end)}</span>`;
}

function tags({ type, fields }: EventView): Html[] {
  const { showAs, sensitivity, isOnlineMeeting, isCancelled } = fields;
  const labels = [
    ...(type === 'occurrence' || type === 'exception'
      ? [type === 'exception' ? 'changed in series' : 'series']
      : []),
    ...(showAs === 'busy' ? [] : [showAs]),
    ...(sensitivity === 'normal' ? [] : [sensitivity]),
    ...(isOnlineMeeting ? ['Teams'] : []),
    ...(isCancelled ? ['canceled'] : []),
  ];
  return labels.map((label) => html`<span class="tag">${label}</span>`);
}

function row({ base, account }: OutlookPage, view: EventView): Html {
  const { fields } = view;
  const id = eventId(account, view.event, view.date, true);
  const people = fields.attendees.map(
    ({ emailAddress, status }) => `${emailAddress.name} (${status.response})`,
  );
  const edit = `${accountUrl(base, account)}&event=${encodeURIComponent(id)}`;
  return html`<article class="event">
    <div>${when(view, account.timeZone)}</div>
    <div>
      <h3>${fields.subject || '(no subject)'}${tags(view)}</h3>
      ${fields.location.displayName && html`<span class="small soft">${fields.location.displayName}</span><br />`}
      ${people.length > 0 && html`<span class="small soft">${people.join(', ')}</span>`}
    </div>
    <div class="inline">
      <a class="small" href="${edit}">Edit</a>
      <form method="post" action="${base}/web/delete">
        <input type="hidden" name="account" value="${account.email}" />
        <input type="hidden" name="id" value="${id}" />
        <button class="danger small" aria-label="Delete ${fields.subject}">Delete</button>
      </form>
    </div>
  </article>`;
}

const option = (value: string, label: string, selected: boolean) =>
  html`<option value="${value}" ${selected && html`selected`}>${label}</option>`;

const REPEATS = [
  ['', 'Does not repeat'],
  ['daily', 'Every day'],
  ['weekly', 'Every week'],
  ['absoluteMonthly', 'Every month'],
] as const;

/** A whole hour from now, for a new event. */
function blank(account: Account, nowMs: number): { start: string; end: string } {
  const hour = 3_600_000;
  const next = Math.ceil(nowMs / hour) * hour;
  return {
    start: toLocal(next, account.timeZone).slice(0, 16),
    end: toLocal(next + hour, account.timeZone).slice(0, 16),
  };
}

function moreFields({ account, editing }: OutlookPage): Html {
  const calendarId = editing?.event.calendarId;
  const isNew = editing === null;
  const calendars = account.calendars.map((one) =>
    option(one.id, one.name, calendarId ? one.id === calendarId : one.isDefaultCalendar),
  );
  const repeats = REPEATS.map(([value, label]) => option(value, label, value === ''));
  return html`<div class="two">
      <label
        >Show as<select name="showAs">
          ${['busy', 'free', 'tentative', 'oof', 'workingElsewhere'].map((one) => option(one, one, one === editing?.fields.showAs))}
        </select></label
      >
      ${
        isNew
          ? html`<label
              >Repeats<select name="repeats">
                ${repeats}
              </select></label
            >`
          : null
      }
    </div>
    ${
      account.calendars.length > 1 &&
      !editing?.date &&
      html`<label
        >Calendar<select name="calendarId">
          ${calendars}
        </select></label
      >`
    }`;
}

function form(page: OutlookPage, nowMs: number): Html {
  const { base, account, editing, problem } = page;
  const fields = editing?.fields;
  const times = editing ? inputTimes(editing, account.timeZone) : blank(account, nowMs);
  const id = editing ? eventId(account, editing.event, editing.date, true) : '';
  const master = editing?.date ? eventId(account, editing.event, null, true) : null;
  const title = editing ? (editing.date ? 'Edit this occurrence' : 'Edit event') : 'New event';
  return html`<form class="card fields" method="post" action="${base}/web/save">
    <h1>${title}</h1>
    ${problem && html`<p class="problem" role="alert">${problem}</p>`}
    <input type="hidden" name="account" value="${account.email}" /><input
      type="hidden"
      name="id"
      value="${id}"
    />
    <label>Title<input name="subject" value="${fields?.subject ?? ''}" required /></label>
    <label>Starts<input type="datetime-local" name="start" value="${times.start}" required /></label>
    <label>Ends<input type="datetime-local" name="end" value="${times.end}" required /></label>
    <label class="inline"
      ><input type="checkbox" name="isAllDay" value="yes" ${fields?.isAllDay && html`checked`} /> All day (the
      last day counts)</label
    >
    <label>Location<input name="location" value="${fields?.location.displayName ?? ''}" /></label>
    <label
      >People, by e-mail, with commas<input
        name="attendees"
        value="${fields?.attendees.map((one) => one.emailAddress.address).join(', ') ?? ''}"
    /></label>
    ${moreFields(page)}
    <p class="small soft">Times are in ${account.timeZone}.</p>
    <div class="actions">
      ${editing && html`<a class="button" href="${accountUrl(base, account)}">New event</a>`}
      ${master && html`<a class="button" href="${accountUrl(base, account)}&event=${master}">Edit the series</a>`}
      <button class="primary">Save</button>
    </div>
  </form>`;
}

/** A pretend Outlook calendar: whatever is done here, the app hears of through Graph. */
export function outlookPage(page: OutlookPage, nowMs: number): Html {
  const { base, accounts, account, views } = page;
  const tabs = accounts.map(
    (one) =>
      html`<a href="${accountUrl(base, one)}" ${one === account && html`aria-current="page"`}
        >${one.displayName}</a
      >`,
  );
  return html`<div class="wide">
    ${brand('Outlook calendar (local)')}
    <p class="soft">
      The other side of the calendar sync: what you change here is what a user would change in Outlook.
    </p>
    <nav class="tabs" aria-label="Accounts">${tabs}</nav>
    <div class="grid">
      <section class="card" aria-label="Events">
        <h1>${account.displayName}</h1>
        <p class="soft small">${account.email} · ${account.timeZone} · two weeks back, two months ahead</p>
        ${views.length === 0 ? html`<p class="soft">Nothing here yet. Add an event with the form.</p>` : null}
        ${views.map((view) => row(page, view))}
      </section>
      ${form(page, nowMs)}
    </div>
  </div>`;
}

export const meetingPage = html`<main class="center">
  <div class="card">
    ${brand('Teams meeting (local)')}
    <h1>You’re in the lobby</h1>
    <p class="soft">A pretend online meeting: the link works, the call does not.</p>
  </div>
</main>`;
