import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import CalendarMonthOutlined from '@mui/icons-material/CalendarMonthOutlined';
import { EmptyState } from '../../components/EmptyState';
import { ConnectButtons, ConnectOutcome } from '../../domain/calendarConnect';
import { paths } from '../../paths';

/** No calendar is connected yet: why one would, and the two buttons that do it. */
export const EmptyCalendar = () => (
  <Box sx={{ maxWidth: 560, mx: 'auto', pt: { xs: 1, sm: 6 }, px: 2 }}>
    <ConnectOutcome />
    <EmptyState
      icon={CalendarMonthOutlined}
      title="Your calendar, beside your deals"
      text="See tours, calls and closings next to the people they are about. What you change here changes in your calendar, and the other way round."
      action={<ConnectButtons returnTo={paths.calendar} large />}
    />
    <Typography variant="body2" sx={{ color: 'text.secondary', textAlign: 'center', textWrap: 'balance' }}>
      We read the last 90 and the next 60 days of your main calendar. You can disconnect at any time.
    </Typography>
  </Box>
);
