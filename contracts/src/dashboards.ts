import { z } from 'zod';
import { abilities, instant, listParams, patchOf, ref, roles, text, timeZone, uuid } from './common';
import type { ApiError, Role } from './common';
import { datasetKeys, widgetQuery } from './reports';
import type { ReportResult } from './reports';

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

export const dashboardInput = z.strictObject({
  name: text(120),
  /** On by itself as soon as `sharedWith` names somebody. */
  isShared: z.boolean().optional(),
  sharedWith: sharedWith.optional(),
  layout: z.array(widgetPosition).max(60).optional(),
});
export type DashboardInput = z.input<typeof dashboardInput>;
export const dashboardPatch = patchOf(dashboardInput);
export type DashboardPatch = z.input<typeof dashboardPatch>;

export const dashboardQuery = z.strictObject({
  ...listParams(['name', 'createdAt', 'updatedAt'], '-updatedAt'),
  /** Mine, shared with me, or both. */
  view: z.enum(['mine', 'shared']).optional(),
});
export type DashboardQuery = z.output<typeof dashboardQuery>;

/** How a widget draws its answer. */
export const widgetOptions = z.strictObject({
  stacked: z.boolean().optional(),
  horizontal: z.boolean().optional(),
  area: z.boolean().optional(),
  donut: z.boolean().optional(),
  sparkline: z.boolean().optional(),
});
export type WidgetOptions = z.infer<typeof widgetOptions>;

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
  widgetCount: z.number(),
  abilities: abilities.extend({ share: z.boolean() }),
});
export type DashboardLine = z.infer<typeof dashboardLine>;
export const dashboard = dashboardLine.extend({ widgets: z.array(widget) });
export type Dashboard = Omit<z.infer<typeof dashboard>, 'widgets'> & { widgets: Widget[] };

export const duplicateInput = z.strictObject({ name: text(120).optional() });
export const dashboardRun = z.strictObject({
  timezone: timeZone.optional(),
  /** All of them when left out. */
  widgetIds: z.array(uuid).max(60).optional(),
});
export type DashboardRun = z.output<typeof dashboardRun>;
/** By widget id: its answer, or why there is none; one widget's failure is no other's. */
export type DashboardAnswers = Record<
  string,
  { result: ReportResult } | { error: Pick<ApiError, 'code' | 'message' | 'fields'> }
>;
