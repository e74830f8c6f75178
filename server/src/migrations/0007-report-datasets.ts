/** Reports read e-mail events too: an answer about them is stale as soon as there is another. */
export const up = `
CREATE OR REPLACE TRIGGER emailevent_version AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE ON "EmailEvent"
  FOR EACH STATEMENT EXECUTE FUNCTION count_table_change();
`;
