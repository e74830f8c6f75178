/** An error whose message is all that a person needs: it is printed without a stack. */
export class UserError extends Error {}

const FILE_TROUBLE = {
  EACCES: 'This user may not use',
  EPERM: 'This user may not use',
  EROFS: 'One cannot write to',
  ENOSPC: 'The disk is full, writing',
};

function explain(error) {
  if (error instanceof UserError) return `\n${error.message}`;
  const trouble = FILE_TROUBLE[error?.code];
  return trouble && error.path ? `\n${trouble} ${error.path}. (${error.message})` : error;
}

/**
 * Runs a command; what a person can mend is told without a stack, everything else with it. Exit code 1 either way.
 * @param {() => Promise<unknown>} command
 */
export async function orExplain(command) {
  try {
    await command();
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}
