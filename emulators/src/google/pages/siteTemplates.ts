import { template } from './layout';
import type { EventForm, EventRow } from './siteModel';

const BRAND =
  '<div class="brand"><span class="dot" aria-hidden="true"></span>Google Calendar &middot; local emulator</div>';

export interface HomeModel {
  base: string;
  accounts: { email: string; name: string; current: boolean }[];
  email: string;
  timeZone: string;
  rows: EventRow[];
}

/** Accounts, and what comes up in one of them. */
export const home = template<HomeModel>(`<main class="wide">${BRAND}
<h1>Calendar</h1><p class="soft">Change something here, as the account's owner would at Google, and watch it arrive in the app.</p>
<div class="columns" style="margin-top:20px"><nav class="card" aria-label="Accounts"><h2>Accounts</h2>
{{#each accounts}}<a class="account" href="{{../base}}/?account={{encode email}}"{{#if current}} aria-current="page"{{/if}}>
<strong>{{name}}</strong><br><span class="soft small">{{email}}</span></a>{{/each}}</nav>
<section class="card"><div class="event"><div><h2>Upcoming</h2><p class="soft small">Times in {{timeZone}}</p></div>
<a class="button main" href="{{base}}/events/new?account={{encode email}}">New event</a></div>
{{#if rows.length}}<ul class="list" style="margin-top:12px">{{#each rows}}<li><div class="event"><div><strong>{{summary}}</strong>
{{#if calendar}}<span class="soft small">&middot; {{calendar}}</span>{{/if}}{{#if answer}}<span class="soft small">&middot; {{answer}}</span>{{/if}}
<p class="soft small">{{when}}{{#if repeats}} &middot; repeats{{/if}}{{#if location}} &middot; {{location}}{{/if}}</p></div>
<a href="{{../base}}/events/edit?account={{encode ../email}}&amp;calendar={{encode calendarId}}&amp;event={{encode id}}" aria-label="Open {{summary}}">Open</a></div></li>{{/each}}</ul>
{{else}}<p class="soft" style="margin-top:20px">Nothing in the next sixty days.</p>{{/if}}</section></div></main>`);

export interface EditModel {
  heading: string;
  back: string;
  form: EventForm;
  when: string;
  timeZone: string;
  isNew: boolean;
  editable: boolean;
  invited: boolean;
  series?: string | undefined;
  problem?: string | undefined;
}

/** The form of a new or an existing event. */
export const edit = template<EditModel>(`<main class="narrow">${BRAND}<form class="card" method="post">
<h1>{{heading}}</h1><p class="soft small">Times in {{timeZone}}</p>
{{#if problem}}<p class="alert" role="alert">{{problem}}</p>{{/if}}
{{#if series}}<p class="small">This is one of a series. <a href="{{series}}">Change the whole series</a></p>{{/if}}
{{#if editable}}<label class="field"><span>Title</span><input type="text" name="summary" value="{{form.summary}}" autofocus></label>
<div class="pair"><label class="field"><span>Start</span><input type="datetime-local" name="start" value="{{form.start}}" required></label>
<label class="field"><span>End</span><input type="datetime-local" name="end" value="{{form.end}}" required></label></div>
<label><input type="checkbox" name="allDay"{{#if form.allDay}} checked{{/if}}> All day</label>
{{#if isNew}}<label class="field"><span>Repeat</span><select name="repeat"><option value="">Does not repeat</option>
<option value="daily">Daily</option><option value="weekly">Weekly</option><option value="monthly">Monthly</option></select></label>{{/if}}
<label class="field"><span>Location</span><input type="text" name="location" value="{{form.location}}"></label>
<label class="field"><span>Guests, separated by commas</span><input type="text" name="guests" value="{{form.guests}}"></label>
<label class="field"><span>Description</span><textarea name="description" rows="4">{{form.description}}</textarea></label>
{{else}}<p>{{when}}</p><p class="soft small">Only the organizer can change this event.</p>{{/if}}
{{#if invited}}<div class="actions" style="justify-content:flex-start"><button name="action" value="accepted">Accept</button>
<button name="action" value="tentative">Maybe</button><button name="action" value="declined">Decline</button></div>{{/if}}
<div class="actions"><a class="button" href="{{back}}">Back</a>{{#unless isNew}}<button class="danger" name="action" value="delete" formnovalidate>Delete</button>{{/unless}}
{{#if editable}}<button class="main" name="action" value="save">Save</button>{{/if}}</div></form></main>`);
