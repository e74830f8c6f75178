import { z } from 'zod';
import { abilities, instant, listParams, patchOf, ref, roles, text, timeZone, uuid } from './common';
import type { ApiError, Role } from './common';
import { filterTest } from './reportFilters';
import { isPreset } from './reportRanges';
import { datasetKeys, widgetQuery } from './reports';
import type { DatasetKey, ReportQuery, ReportResult, WidgetQuery } from './reports';
import type { WidgetDates } from './widgetDates';

export const widgetTypes = ['kpi', 'bar', 'line', 'pie', 'table', 'funnel'] as const;
export type WidgetType = (typeof widgetTypes)[number];
export const GRID_COLUMNS = 12;
/** What a new widget of each type takes of the grid: columns and rows. */
export const widgetSizes: Record<WidgetType, { w: number; h: number }> = {
  kpi: { w: 3, h: 4 },
  bar: { w: 6, h: 8 },
  line: { w: 6, h: 8 },
  pie: { w: 4, h: 8 },
  table: { w: 6, h: 8 },
  funnel: { w: 6, h: 8 },
};

const place = {
  x: z
    .number()
    .int()
    .min(0)
    .max(GRID_COLUMNS - 1),
  y: z.number().int().min(0).max(10_000),
  w: z.number().int().min(1).max(GRID_COLUMNS),
  h: z.number().int().min(1).max(100),
};
const fits = ({ x, w }: { x: number; w: number }): boolean => x + w <= GRID_COLUMNS;
const tooWide = { message: `x and w together are at most ${GRID_COLUMNS}`, path: ['w'] };
const gridPlace = z.strictObject(place).refine(fits, tooWide);
export const widgetPosition = z.strictObject({ widgetId: uuid, ...place }).refine(fits, tooWide);
export type WidgetPosition = z.infer<typeof widgetPosition>;

interface Tag {
  role: Role | null;
  userId: string | null;
}
const tag = z.string().transform((value, context): Tag => {
  const role = roles.find((each) => each === value.replace(/^role:/, ''));
  if (role) return { role, userId: null };
  if (uuid.safeParse(value).success) return { role: null, userId: value };
  context.addIssue({ code: 'custom', message: 'Must be a user’s id, or a role such as role:manager' });
  return z.NEVER;
});
/** Users and roles; also as one list of ids and role tags. */
const sharedWith = z.union([
  z.strictObject({
    userIds: z.array(uuid).max(200).default([]),
    roles: z.array(z.enum(roles)).max(3).default([]),
  }),
  z
    .array(tag)
    .max(200)
    .transform((tags): SharedWith => ({
      userIds: tags.flatMap(({ userId }) => userId ?? []),
      roles: tags.flatMap(({ role }) => role ?? []),
    })),
]);
export interface SharedWith {
  userIds: string[];
  roles: Role[];
}

/** A dashboard made from a template has its widgets and layout from the start. */
export const templateKeys = ['sales_leader', 'agent_day', 'lease_expirations', 'marketing'] as const;
export type TemplateKey = (typeof templateKeys)[number];
export const dashboardTemplate = z.object({
  key: z.enum(templateKeys),
  name: z.string(),
  description: z.string(),
  /** Titles of what it brings. */
  widgets: z.array(z.object({ title: z.string(), type: z.enum(widgetTypes) })),
});
export type DashboardTemplate = z.infer<typeof dashboardTemplate>;

/**
 * Filters over all widgets: each is applied to the widgets whose dataset has the field, and the others say that it is
 * not. `owner` and `team` mean the person of the row whatever the dataset calls them (the assignee of a task). A test by
 * a stretch (`between`, `relative`) of the date that a widget's own range is about takes that range's place, unless
 * `dateRange` does; all other tests narrow.
 */
export const dashboardFilters = z.strictObject({
  /** Replaces the range of every widget, except of those that keep their own (`options.ownDates`) or have no dates at all. */
  dateRange: z.string().max(64).refine(isPreset, 'There is no such range').nullable().optional(),
  filters: z.array(filterTest).max(20).optional(),
});
export type DashboardFilters = z.output<typeof dashboardFilters>;

export const dashboardInput = z.strictObject({
  name: text(120),
  /** With a template the widgets come from it. */
  template: z.enum(templateKeys).optional(),
  /** What the dashboard is filtered by when it is opened. */
  defaults: dashboardFilters.optional(),
  /** On by itself as soon as `sharedWith` names somebody. */
  isShared: z.boolean().optional(),
  sharedWith: sharedWith.optional(),
  layout: z.array(widgetPosition).max(60).optional(),
});
export type DashboardInput = z.input<typeof dashboardInput>;
export const dashboardPatch = patchOf(dashboardInput.omit({ template: true }));
export type DashboardPatch = z.input<typeof dashboardPatch>;

export const dashboardQuery = z.strictObject({
  ...listParams(['name', 'createdAt', 'updatedAt'], '-updatedAt'),
  /** Mine, shared with me, or both. */
  view: z.enum(['mine', 'shared']).optional(),
});
export type DashboardQuery = z.output<typeof dashboardQuery>;

/** How a widget draws its answer, and whether it goes along with its dashboard. */
export const widgetOptions = z.strictObject({
  /** The dashboard's date range does not hold for it: what is open now, a forecast, a goal of the year. */
  ownDates: z.boolean().optional(),
  stacked: z.boolean().optional(),
  horizontal: z.boolean().optional(),
  area: z.boolean().optional(),
  donut: z.boolean().optional(),
  sparkline: z.boolean().optional(),
});
export type WidgetOptions = z.infer<typeof widgetOptions>;

/** People are no events: those who joined in a quarter are not those who sold in it, so that no range of a dashboard holds. */
export const isDateless = (dataset: DatasetKey, { dateRange }: Pick<WidgetQuery, 'dateRange'>): boolean =>
  dataset === 'agents' && !dateRange;

const widgetFacts = {
  type: z.enum(widgetTypes),
  title: text(160),
  dataset: z.enum(datasetKeys),
  query: widgetQuery,
  options: widgetOptions,
};
export const widgetInput = z.strictObject({
  ...widgetFacts,
  options: widgetOptions.optional(),
  /** Where on the grid; the next free place when left out. */
  position: gridPlace.optional(),
});
export type WidgetInput = z.input<typeof widgetInput>;
export const widgetPatch = z.strictObject({
  ...z.object(widgetFacts).partial().shape,
  version: z.number().int().min(0).optional(),
});
export type WidgetPatch = z.input<typeof widgetPatch>;

export const widget = z.object({
  id: uuid,
  dashboardId: uuid,
  version: z.number(),
  createdAt: instant,
  updatedAt: instant,
  type: z.enum(widgetTypes),
  title: z.string(),
  dataset: z.enum(datasetKeys),
  query: z.record(z.string(), z.unknown()),
  options: widgetOptions,
});
export type Widget = Omit<z.infer<typeof widget>, 'query'> & { query: z.input<typeof widgetQuery> };

export const dashboardLine = z.object({
  id: uuid,
  version: z.number(),
  createdAt: instant,
  updatedAt: instant,
  owner: ref.nullable(),
  name: z.string(),
  isShared: z.boolean(),
  /** Whom the owner shares it with; empty for everybody else. */
  sharedWith: z.object({ userIds: z.array(uuid), roles: z.array(z.enum(roles)) }),
  layout: z.array(widgetPosition),
  defaults: dashboardFilters,
  widgetCount: z.number(),
  /** `schedule`: to have it sent by e-mail. */
  abilities: abilities.extend({ share: z.boolean(), schedule: z.boolean() }),
});
export type DashboardLine = z.infer<typeof dashboardLine>;
export const dashboard = dashboardLine.extend({ widgets: z.array(widget) });
export type Dashboard = Omit<z.infer<typeof dashboard>, 'widgets'> & { widgets: Widget[] };

export const duplicateInput = z.strictObject({ name: text(120).optional() });
export const dashboardRun = z.strictObject({
  timezone: timeZone.optional(),
  /** All of them when left out. */
  widgetIds: z.array(uuid).max(60).optional(),
  /** Over all widgets; in place of the dashboard's defaults, not besides them. */
  filters: dashboardFilters.optional(),
  /** Widget id → `meta.version` of the answer the caller has: an equal one is answered by `unchanged`. */
  known: z.record(uuid, z.string().max(64)).optional(),
  /** Admins only: the answers as this user would see them. */
  viewAs: uuid.optional(),
});
export type DashboardRun = z.output<typeof dashboardRun>;
export type DashboardRunInput = z.input<typeof dashboardRun>;

export type WidgetAnswer =
  /**
   * `query`: what was asked, the dashboard's filters included, so that drills and files ask for the very same rows.
   * `ignored`: fields of those filters that do not hold for this widget; `dateRange` for the dashboard's range.
   * `dates`: which dates the figures are of, and whose choice they were.
   */
  | { result: ReportResult; query: ReportQuery; ignored?: string[]; dates: WidgetDates }
  | { unchanged: true; asOf: string }
  | { error: Pick<ApiError, 'code' | 'message' | 'fields'> };
/** By widget id: its answer, or why there is none; one widget's failure is no other's. All answers are of one snapshot. */
export type DashboardAnswers = Record<string, WidgetAnswer>;
/**
 * `Accept: application/x-ndjson` streams a line per widget as it finishes, in no order, and a last line when all are
 * done; the connection closing before that line means that the rest is missing.
 */
export type DashboardStreamLine = ({ widgetId: string } & WidgetAnswer) | { done: true; asOf: string };
