/**
 * Which rows of a table were written, by which transaction: what holds a copy of the table (the columns that reports are
 * answered from) fetches those and no others. Written by triggers, so that no way of writing goes unseen. A statement
 * that touches more than a thousand rows is noted as one line without an id: anything may have changed.
 *
 * Lines are of use only to copies older than they are. `TableChangePruning` says below which transaction they are gone,
 * and from where the next pruning takes them.
 */
const MOST_LINES = 1000;

const watch = (table: string): string => {
  const name = table.toLowerCase();
  const trigger = (event: string, rows: string): string => `
CREATE OR REPLACE TRIGGER ${name}_${event.toLowerCase()}_noted AFTER ${event} ON "${table}" ${rows}
  FOR EACH STATEMENT EXECUTE FUNCTION note_table_change();`;
  return [
    trigger('INSERT', 'REFERENCING NEW TABLE AS touched'),
    trigger('UPDATE', 'REFERENCING NEW TABLE AS touched'),
    trigger('DELETE', 'REFERENCING OLD TABLE AS touched'),
    trigger('TRUNCATE', ''),
    // Whatever had the id before is gone, and its line would not say so.
    `
CREATE OR REPLACE TRIGGER ${name}_id_noted AFTER UPDATE OF id ON "${table}"
  FOR EACH STATEMENT EXECUTE FUNCTION note_table_change('everything');`,
  ].join('');
};

export const up = `
CREATE TABLE IF NOT EXISTS "TableChange" (
  "tableName" text NOT NULL,
  "rowId" uuid,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX IF NOT EXISTS table_change_xid ON "TableChange" (xid);

CREATE TABLE IF NOT EXISTS "TableChangePruning" (
  singleton boolean PRIMARY KEY DEFAULT TRUE CHECK (singleton),
  below xid8 NOT NULL DEFAULT '0',
  next xid8 NOT NULL DEFAULT '0'
);
INSERT INTO "TableChangePruning" DEFAULT VALUES ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION note_table_change() RETURNS trigger LANGUAGE plpgsql AS $f$
BEGIN
  IF TG_OP <> 'TRUNCATE' AND TG_NARGS = 0 THEN
    IF (SELECT count(*) FROM (SELECT FROM touched LIMIT ${MOST_LINES + 1}) first) <= ${MOST_LINES} THEN
      INSERT INTO "TableChange" ("tableName", "rowId") SELECT TG_TABLE_NAME, id FROM touched;
      RETURN NULL;
    END IF;
  END IF;
  INSERT INTO "TableChange" ("tableName") VALUES (TG_TABLE_NAME);
  RETURN NULL;
END $f$;
${watch('Deal')}
`;
