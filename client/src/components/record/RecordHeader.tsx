import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import IconButton from '@mui/material/IconButton';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import ArrowBackRounded from '@mui/icons-material/ArrowBackRounded';
import ContentCopyRounded from '@mui/icons-material/ContentCopyRounded';
import DeleteOutlineRounded from '@mui/icons-material/DeleteOutlineRounded';
import EditOutlined from '@mui/icons-material/EditOutlined';
import MoreHorizRounded from '@mui/icons-material/MoreHorizRounded';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { useHotkey } from '../../hooks/hotkeys';
import { recordPath } from '../../paths';
import { nameOf } from '../list/types';
import { useOpenForm } from '../slots';
import { toast } from '../toast';
import type { RecordViewDef, Viewable } from './types';

interface RecordHeaderProps<T extends Viewable> extends RecordViewDef<T> {
  record: T;
  variant: 'peek' | 'page';
  onSave: (patch: Record<string, unknown>) => void;
  onDelete: () => void;
}

/** Name, status, key facts and the actions this user may take on this record. */
export function RecordHeader<T extends Viewable>(props: RecordHeaderProps<T>) {
  const { record, form, variant } = props;
  const openForm = useOpenForm();
  const canEdit = record.abilities.update && form !== null;
  const edit = () => form && openForm(form, { id: record.id });
  useHotkey(canEdit ? { keys: 'e', label: 'Edit this record', group: 'Record', run: edit } : null);
  return (
    <Box component="header" sx={{ px: { xs: 2, sm: variant === 'page' ? 3 : 2.5 }, pt: 2 }}>
      {variant === 'page' && (
        <Button
          className="no-print"
          component={Link}
          to={props.listPath}
          color="inherit"
          startIcon={<ArrowBackRounded />}
          sx={{ ml: -1.5, mb: 0.5, color: 'text.secondary' }}
        >
          All {props.resource.name}
        </Button>
      )}
      <Box sx={{ display: 'flex', alignItems: 'flex-start', flexWrap: 'wrap', gap: 1.5 }}>
        {props.lead(record)}
        <Box sx={{ flex: 1, minWidth: 180 }}>
          <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 1 }}>
            <Typography
              variant={variant === 'page' ? 'h1' : 'h2'}
              component="h1"
              sx={{ overflowWrap: 'anywhere' }}
            >
              {nameOf(record)}
            </Typography>
            {props.chips?.(record)}
          </Box>
          <Typography component="div" sx={{ color: 'text.secondary' }}>
            {props.subtitle(record)}
          </Typography>
        </Box>
        <Box className="no-print" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          {props.actions?.(record)}
          {canEdit && (
            <Button variant="outlined" color="inherit" startIcon={<EditOutlined />} onClick={edit}>
              Edit
            </Button>
          )}
          <RecordMenu {...props} />
        </Box>
      </Box>
      {props.banner && <Box sx={{ mt: 2 }}>{props.banner(record)}</Box>}
      <KeyFacts {...props} />
    </Box>
  );
}

function KeyFacts<T extends Viewable>({ record, keyFacts }: RecordHeaderProps<T>) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fit, minmax(112px, 1fr))',
        gap: 2,
        m: 0,
        mt: 2,
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      {keyFacts.map((fact) => (
        <Box key={fact.label} sx={{ minWidth: 0 }}>
          <Typography component="dt" variant="body2" sx={{ color: 'text.secondary' }}>
            {fact.label}
          </Typography>
          <Typography
            component="dd"
            noWrap
            sx={{
              m: 0,
              fontWeight: 540,
              '@media (pointer: coarse)': { lineHeight: '44px', '& a': { py: 0 } },
            }}
          >
            {fact.show(record)}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}

function RecordMenu<T extends Viewable>({ record, resource, menu, onDelete }: RecordHeaderProps<T>) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const path = recordPath(resource.name, record.id);
  const copy = async (text: string) => {
    close();
    await navigator.clipboard.writeText(text);
    toast.info('Link copied');
  };
  if (!path && !menu && !record.abilities.delete) return null;
  return (
    <>
      <Tooltip title="More">
        <IconButton
          aria-label="More actions"
          aria-haspopup="menu"
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <MoreHorizRounded />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close}>
        {menu?.(record, close)}
        {path && (
          <MenuItem onClick={() => void copy(window.location.origin + path)}>
            <ListItemIcon>
              <ContentCopyRounded fontSize="small" />
            </ListItemIcon>
            Copy link
          </MenuItem>
        )}
        {record.abilities.delete && <Divider />}
        {record.abilities.delete && (
          <MenuItem
            sx={{ color: 'error.main' }}
            onClick={() => {
              close();
              onDelete();
            }}
          >
            <ListItemIcon sx={{ color: 'inherit' }}>
              <DeleteOutlineRounded fontSize="small" />
            </ListItemIcon>
            Delete
          </MenuItem>
        )}
      </Menu>
    </>
  );
}
