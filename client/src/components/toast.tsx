import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import CloseRounded from '@mui/icons-material/CloseRounded';
import { closeSnackbar, enqueueSnackbar } from 'notistack';
import type { SnackbarKey } from 'notistack';
import { errorText } from '../hooks/errors';

interface ToastAction {
  label: string;
  run: () => void;
}

const UNDO_MS = 8_000;
const READ_MS = 5_000;

function buttons(action: ToastAction | undefined) {
  // A message can still be clicked while it fades.
  let taken = false;
  return function ToastButtons(key: SnackbarKey) {
    return (
      <>
        {action && (
          <Button
            color="inherit"
            size="small"
            onClick={() => {
              closeSnackbar(key);
              if (!taken) action.run();
              taken = true;
            }}
          >
            {action.label}
          </Button>
        )}
        <IconButton color="inherit" size="small" aria-label="Dismiss" onClick={() => closeSnackbar(key)}>
          <CloseRounded />
        </IconButton>
      </>
    );
  };
}

/**
 * Short messages at the bottom of the screen; hovering keeps them open.
 * `undo` stays for 8 seconds and offers to take the action back. Each returns its key, for `dismiss`.
 */
export const toast = {
  success: (message: string, action?: ToastAction) =>
    enqueueSnackbar(message, { variant: 'success', autoHideDuration: READ_MS, action: buttons(action) }),
  info: (message: string, action?: ToastAction) =>
    enqueueSnackbar(message, { variant: 'default', autoHideDuration: READ_MS, action: buttons(action) }),
  /** Accepts a text or any thrown value. */
  error: (problem: unknown, action?: ToastAction) =>
    enqueueSnackbar(typeof problem === 'string' ? problem : errorText(problem), {
      variant: 'error',
      autoHideDuration: UNDO_MS,
      action: buttons(action),
    }),
  undo: (message: string, undo: () => void) =>
    enqueueSnackbar(message, {
      variant: 'default',
      autoHideDuration: UNDO_MS,
      action: buttons({ label: 'Undo', run: undo }),
    }),
  /** Takes a message away before its time: it speaks of what is no more. */
  dismiss: (key: SnackbarKey) => closeSnackbar(key),
  /** All of them: they speak to somebody who has left. */
  clear: () => closeSnackbar(),
};
