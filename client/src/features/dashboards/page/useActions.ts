import ContentCopyRounded from '@mui/icons-material/ContentCopyRounded';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import FullscreenRounded from '@mui/icons-material/FullscreenRounded';
import ImageOutlined from '@mui/icons-material/ImageOutlined';
import MailOutlineRounded from '@mui/icons-material/MailOutlineRounded';
import PersonAddAltOutlined from '@mui/icons-material/PersonAddAltOutlined';
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import { useNavigate } from 'react-router-dom';
import type { Dashboard } from '@besahubs/contracts/dashboards';
import { useDuplicateDashboard, useRemoveDashboard } from '../../../api/dashboards';
import { useMe } from '../../../api/session';
import { toast } from '../../../components/toast';
import { useHotkeys } from '../../../hooks/hotkeys';
import { useIsPhone } from '../../../hooks/ui';
import { paths } from '../../../paths';
import type { Action } from './ActionsMenu';
import type { Open } from './Dialogs';

interface Wiring {
  dashboard: Dashboard;
  open: (what: Open) => void;
  fullScreen: { on: boolean; toggle: () => void };
}

/** What can be done with a whole dashboard, for its menu; those with a key work by key too. */
export function useActions({ dashboard, open, fullScreen }: Wiring): Action[] {
  const navigate = useNavigate();
  const phone = useIsPhone();
  const { role } = useMe();
  const duplicate = useDuplicateDashboard();
  const remove = useRemoveDashboard();
  const { abilities, id, name } = dashboard;
  const shown = dashboard.widgets.length > 0;
  const copy = () =>
    duplicate.mutate(id, {
      onSuccess: (made) => {
        toast.success(`“${made.name}” is yours now`);
        void navigate(paths.dashboard(made.id));
      },
    });
  const actions: (Action | false)[] = [
    abilities.share && {
      label: 'Share',
      icon: PersonAddAltOutlined,
      keys: 's',
      run: () => open({ kind: 'share' }),
    },
    role === 'admin' && {
      label: 'Preview as…',
      icon: VisibilityOutlined,
      run: () => open({ kind: 'preview' }),
    },
    abilities.share &&
      shown && { label: 'Send by e-mail', icon: MailOutlineRounded, run: () => open({ kind: 'schedules' }) },
    { label: 'Duplicate', icon: ContentCopyRounded, run: copy },
    shown && { label: 'Save as PNG', icon: ImageOutlined, apart: true, run: () => open({ kind: 'picture' }) },
    shown && { label: 'Print or save as PDF', icon: PrintOutlined, keys: 'p', run: () => window.print() },
    shown &&
      !phone && {
        label: fullScreen.on ? 'Leave full screen' : 'Full screen',
        icon: FullscreenRounded,
        keys: 'shift+f',
        run: fullScreen.toggle,
      },
    abilities.delete && {
      label: 'Delete',
      icon: DeleteOutlineRounded,
      danger: true,
      apart: true,
      run: () => remove.mutate({ id, name }, { onSuccess: () => void navigate(paths.dashboards) }),
    },
  ];
  const found = actions.filter((action) => action !== false);
  useHotkeys(
    found.flatMap(({ keys, label, run }) => (keys ? [{ keys, label, group: 'Dashboard', run }] : [])),
  );
  return found;
}
