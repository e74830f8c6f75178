import Button from '@mui/material/Button';
import CloudOffRounded from '@mui/icons-material/CloudOffRounded';
import LockOutlined from '@mui/icons-material/LockOutlined';
import SearchOffRounded from '@mui/icons-material/SearchOffRounded';
import type { ReactNode } from 'react';
import { errorText, isErrorCode } from '../../hooks/errors';
import { EmptyState } from '../EmptyState';
import type { EmptyTexts } from './types';

interface ListEmptyProps {
  texts: EmptyTexts;
  filtered: boolean;
  onClear: () => void;
  /** The one primary action when there is none yet. */
  action: ReactNode;
}

/** No rows: because there are none yet, or because nothing matches. */
export function ListEmpty({ texts, filtered, onClear, action }: ListEmptyProps) {
  if (filtered) {
    return (
      <EmptyState
        icon={SearchOffRounded}
        title={`No ${texts.noun} match`}
        text="Change the search or remove a filter to see more."
        action={
          <Button variant="outlined" onClick={onClear}>
            Clear filters
          </Button>
        }
      />
    );
  }
  return <EmptyState title={`No ${texts.noun} yet`} text={texts.why} action={action} />;
}

/** A page past the end: an old link, or rows deleted meanwhile. */
export function PastTheEnd({ onLast }: { onLast: () => void }) {
  return (
    <EmptyState
      icon={SearchOffRounded}
      title="Nothing on this page"
      text="The list has fewer pages by now."
      action={
        <Button variant="outlined" onClick={onLast}>
          Go to the last page
        </Button>
      }
    />
  );
}

interface LoadErrorProps {
  error: unknown;
  onRetry: () => void;
  compact?: boolean;
}

/** What a list, record or panel shows instead of data that could not be had. */
export function LoadError({ error, onRetry, compact = false }: LoadErrorProps) {
  if (isErrorCode(error, 'forbidden')) {
    return (
      <EmptyState
        compact={compact}
        icon={LockOutlined}
        title="You have no access to this"
        text="Ask your manager or an administrator if you need it."
      />
    );
  }
  if (isErrorCode(error, 'not_found')) {
    return <EmptyState compact={compact} icon={SearchOffRounded} title="Not found" text={errorText(error)} />;
  }
  return (
    <EmptyState
      compact={compact}
      icon={CloudOffRounded}
      title="Could not load"
      text={errorText(error)}
      action={
        <Button variant="outlined" onClick={onRetry}>
          Try again
        </Button>
      }
    />
  );
}
