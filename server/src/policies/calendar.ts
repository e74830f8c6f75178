import type { WhereOptions } from 'sequelize';
import type { CalendarEvent } from '../models/CalendarEvent';
import type { Actor } from './actor';
import { everything } from './policy';

/** A calendar is private: one's own accounts, or all of them for an admin (CAL6). Managers see nobody else's. */
export const calendarAccountScope = (actor: Actor): WhereOptions =>
  actor.role === 'admin' ? everything : { userId: actor.id };

/** An invitation from somebody else is theirs to change. */
export const mayChangeEvent = (event: CalendarEvent): boolean =>
  event.isOrganizer && event.status !== 'cancelled';
