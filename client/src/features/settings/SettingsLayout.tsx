import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { Link, Outlet, useLocation } from 'react-router-dom';
import { PageHeader } from '../../components/Page';
import { useSettingsPages } from '../../components/slots';
import { paths } from '../../paths';

const PROFILE = { label: 'Profile', path: paths.profile, wide: false };

/** Settings: a tab for each area, each with an address of its own. */
export function Component() {
  const { pathname } = useLocation();
  const tabs = [PROFILE, ...useSettingsPages()];
  const current = tabs.find((tab) => pathname.startsWith(tab.path));
  return (
    <Box sx={{ height: '100%', overflowY: 'auto' }}>
      <PageHeader title="Settings" context="What is yours alone, and what the firm decides" />
      <Tabs
        value={current?.path ?? false}
        variant="scrollable"
        scrollButtons={false}
        aria-label="Areas of the settings"
        sx={{ px: { xs: 0.5, sm: 1.5 }, borderBottom: 1, borderColor: 'divider' }}
      >
        {tabs.map((tab) => (
          <Tab key={tab.path} value={tab.path} label={tab.label} component={Link} to={tab.path} />
        ))}
      </Tabs>
      <Box sx={{ px: { xs: 2, sm: 3 }, pb: 4, maxWidth: current?.wide ? 'none' : 860 }}>
        <Outlet />
      </Box>
    </Box>
  );
}
