import type { Role } from '@besahubs/contracts/common';
import { AppError } from '../../lib/errors';
import { isUuid } from '../../lib/ids';
import { readPrepared } from '../../models/prepared';
import type { Prepared } from '../../models/prepared';
import type { Actor } from '../../policies/actor';
import { verifyAccessToken } from './tokens';

interface ActorRow {
  id: string;
  name: string;
  role: Role;
  teamId: string | null;
  timezone: string;
  managed: string[];
}

/** Of nearly every request, and never remembered: what was changed about a user holds from their next request on. */
const ACTOR: Prepared = {
  name: 'actor',
  text: `SELECT u.id, u."firstName" || ' ' || u."lastName" AS name, u.role, u."teamId", u.timezone,
                ARRAY(SELECT t.id FROM "Team" t WHERE t."managerId" = u.id) AS managed
           FROM "User" u WHERE u.id = $1 AND u.status = 'active' AND u."deletedAt" IS NULL`,
};

/** The active user as an Actor, with the teams they manage; null when there is none, or they are disabled. */
export async function loadActor(userId: string): Promise<Actor | null> {
  if (!isUuid(userId)) return null;
  const [row] = await readPrepared<ActorRow>(ACTOR, [userId]);
  if (!row) return null;
  const { managed, ...actor } = row;
  return { ...actor, teamIds: [...new Set([...(row.teamId ? [row.teamId] : []), ...managed])] };
}

/** The caller behind an access token; 401 when the token is bad, old, or its user no longer active. */
export async function actorFromToken(token: string): Promise<Actor> {
  const userId = verifyAccessToken(token);
  const actor = userId ? await loadActor(userId) : null;
  if (!actor) throw new AppError('unauthenticated');
  return actor;
}
