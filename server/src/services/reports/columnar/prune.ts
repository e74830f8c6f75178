import { database } from '../../../models';
import type { Ctx } from '../../context';

/**
 * Takes notes of changes away that no copy needs any more: those of transactions that had ended when this ran last. A copy
 * older than that finds out from TableChangePruning, and is read anew. How often this runs is of no matter for that.
 */
export async function pruneChanges(_ctx: Ctx): Promise<void> {
  await database().query(`
    WITH pruning AS (
      UPDATE "TableChangePruning" SET below = next, next = pg_snapshot_xmin(pg_current_snapshot()) RETURNING below
    )
    DELETE FROM "TableChange" WHERE xid < (SELECT below FROM pruning)`);
}
