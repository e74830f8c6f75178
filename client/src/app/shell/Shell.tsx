import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation, useNavigate, useNavigation } from 'react-router-dom';
import { connectRealtime } from '../../api/realtime';
import { useMe } from '../../api/session';
import { useHotkeys } from '../../hooks/hotkeys';
import { useDelayed, useIsPhone, usePreference } from '../../hooks/ui';
import { ZoneContext } from '../../hooks/zone';
import { FormHost } from './FormHost';
import { BottomNav, NavDrawer } from './MobileNav';
import { useNav } from './nav';
import { Rail } from './Rail';
import { TopBar } from './TopBar';

const SearchPalette = lazy(() => import('./SearchPalette'));
const CheatSheet = lazy(() => import('./CheatSheet'));

/** Everything around a page for a signed-in user. */
export function Shell() {
  const me = useMe();
  useEffect(() => connectRealtime(), [me.id]);
  return (
    <ZoneContext.Provider value={me.timezone}>
      <FormHost>
        <Frame />
      </FormHost>
    </ZoneContext.Provider>
  );
}

function Frame() {
  const phone = useIsPhone();
  const [collapsed, setCollapsed] = usePreference('rail-collapsed', false);
  const [searching, setSearching] = useState(false);
  const [menu, setMenu] = useState(false);
  const [cheatSheet, setCheatSheet] = useState(false);
  const main = useFocusOnNewPage();
  const loading = useDelayed(useNavigation().state === 'loading');
  useGoTo();
  const search = () => setSearching(true);
  useHotkeys([
    { keys: '/', label: 'Search', group: 'Everywhere', run: search },
    { keys: 'mod+k', label: 'Search and commands', group: 'Everywhere', run: search },
    { keys: '?', label: 'Keyboard shortcuts', group: 'Everywhere', run: () => setCheatSheet(true) },
    { keys: '[', label: 'Collapse navigation', group: 'Everywhere', run: () => setCollapsed(!collapsed) },
  ]);

  return (
    <Box
      sx={{
        display: 'flex',
        height: '100dvh',
        overflow: 'hidden',
        '@media print': { height: 'auto', display: 'block' },
      }}
    >
      <SkipLink />
      {!phone && <Rail collapsed={collapsed} onToggle={() => setCollapsed(!collapsed)} />}
      <Box sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column' }}>
        <TopBar onSearch={search} onMenu={() => setMenu(true)} onCheatSheet={() => setCheatSheet(true)} />
        <Box
          component="main"
          id="main"
          ref={main}
          tabIndex={-1}
          sx={{ flex: 1, minHeight: 0, position: 'relative', outline: 'none !important' }}
        >
          {loading && (
            <LinearProgress sx={{ position: 'absolute', insetInline: 0, top: 0, height: 2, zIndex: 3 }} />
          )}
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </Box>
        {phone && <BottomNav onMore={() => setMenu(true)} />}
      </Box>
      <NavDrawer open={menu && phone} onClose={() => setMenu(false)} />
      <Suspense fallback={null}>
        {searching && <SearchPalette onClose={() => setSearching(false)} />}
        {cheatSheet && <CheatSheet onClose={() => setCheatSheet(false)} />}
      </Suspense>
    </Box>
  );
}

/** `g` and a letter go to a page. */
function useGoTo(): void {
  const navigate = useNavigate();
  useHotkeys(
    useNav().map((item) => ({
      keys: `g ${item.key}`,
      label: item.label,
      group: 'Go to',
      run: () => void navigate(item.path),
    })),
  );
}

/** A new page begins at its top for the keyboard and for screen readers; a new filter or peek does not. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);
  return main;
}

function SkipLink() {
  return (
    <Box
      className="no-print"
      component="a"
      href="#main"
      sx={{
        position: 'fixed',
        top: 8,
        left: 8,
        zIndex: 2000,
        px: 2,
        py: 1,
        borderRadius: 1,
        bgcolor: 'primary.main',
        color: 'primary.contrastText',
        transform: 'translateY(-200%)',
        '&:focus': { transform: 'none' },
      }}
    >
      Skip to content
    </Box>
  );
}
