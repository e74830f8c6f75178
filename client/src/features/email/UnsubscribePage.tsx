import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router-dom';
import { unsubscription, useUnsubscribe } from '../../api/email';
import { errorText } from '../../hooks/errors';
import { PublicPage } from './PublicPage';

/** Where a mail's unsubscribe link leads. Looking changes nothing: scanners look too. */
export function Component() {
  const { token = '' } = useParams();
  const found = useQuery(unsubscription(token));
  const leave = useUnsubscribe(token);
  if (found.isError)
    return (
      <PublicPage
        title="This link does not work"
        text="It may be cut off. Use the link in a newer mail from us."
      />
    );
  if (!found.data) return <PublicPage title="Your subscription" />;
  const { email, organization, unsubscribed } = found.data;
  if (unsubscribed)
    return (
      <PublicPage
        title="You are unsubscribed"
        text={`${email} gets no more news from ${organization}. This page can be closed.`}
      />
    );
  return (
    <PublicPage title="Unsubscribe?" text={`${email} will get no more property news from ${organization}.`}>
      {leave.isError && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {errorText(leave.error)}
        </Alert>
      )}
      <Button
        variant="contained"
        fullWidth
        loading={leave.isPending}
        onClick={() => leave.mutate()}
        sx={{ minHeight: 44 }}
      >
        Unsubscribe
      </Button>
    </PublicPage>
  );
}
