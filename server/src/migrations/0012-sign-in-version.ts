/**
 * When somebody signs in, answers about last sign-ins become stale, and only those: a counter of its own beside the one of
 * the table, on which every answer with a name in it depends.
 */
export const up = `
CREATE OR REPLACE FUNCTION count_table_change() RETURNS trigger LANGUAGE plpgsql AS $f$
DECLARE
  -- The table's name, or the one that the trigger is given.
  counter text := coalesce(TG_ARGV[0], TG_TABLE_NAME);
  mark text := 'besahubs.counted_' || counter;
  counted uuid;
BEGIN
  -- Once per transaction is enough: all of it becomes visible at once. A rolled back savepoint takes its mark along.
  IF current_setting(mark, true) = pg_current_xact_id()::text THEN RETURN NULL; END IF;
  BEGIN
    UPDATE "TableVersion" SET version = version + 1 WHERE id =
      (SELECT id FROM "TableVersion" WHERE "tableName" = counter LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id INTO counted;
  EXCEPTION WHEN serialization_failure THEN counted := NULL;
  END;
  IF counted IS NULL THEN INSERT INTO "TableVersion" ("tableName") VALUES (counter); END IF;
  PERFORM set_config(mark, pg_current_xact_id()::text, true);
  RETURN NULL;
END $f$;
CREATE OR REPLACE TRIGGER user_sign_in_version AFTER UPDATE OF "lastLoginAt" ON "User"
  FOR EACH STATEMENT EXECUTE FUNCTION count_table_change('UserSignIn');
`;
