import ContactsOutlined from '@mui/icons-material/ContactsOutlined';
import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import PlaylistAddCheckRounded from '@mui/icons-material/PlaylistAddCheckRounded';
import Box from '@mui/material/Box';
import { listInput } from '@besahubs/contracts/campaigns';
import type { ContactList } from '@besahubs/contracts/campaigns';
import { lists } from '../../api/lists';
import { NONE, number } from '../../components/format';
import { FormText } from '../../components/form/fields';
import { Person } from '../../components/Person';
import type { RecordViewDef } from '../../components/record/types';
import { StatusChip } from '../../components/StatusChip';
import type { StatusLook } from '../../components/StatusChip';
import { Ago, DateTime } from '../../components/values';
import { filterText } from '../../domain/campaigns';
import { paths } from '../../paths';
import { MailListButton } from './MailListButton';
import { MembersPanel } from './MembersPanel';

export const kindLooks: Record<ContactList['kind'], StatusLook> = {
  static: { label: 'Chosen', tone: 'neutral', icon: PlaylistAddCheckRounded },
  dynamic: { label: 'Dynamic', tone: 'info', icon: FilterAltOutlined },
};

/** How a list is shown, beside the lists and on its page. */
export const listView: RecordViewDef<ContactList> = {
  resource: lists,
  form: 'lists',
  listPath: paths.lists,
  schema: listInput,
  lead: () => (
    <Box
      aria-hidden
      sx={{
        width: 40,
        height: 40,
        borderRadius: 1,
        display: 'grid',
        placeItems: 'center',
        bgcolor: 'soft.accent',
        color: 'primary.main',
      }}
    >
      <ContactsOutlined />
    </Box>
  ),
  subtitle: (list) => (list.kind === 'dynamic' ? filterText(list.filters) : 'Contacts chosen one by one'),
  chips: (list) => <StatusChip look={kindLooks[list.kind]} />,
  actions: (list) => <MailListButton list={list} />,
  keyFacts: [
    { label: 'Contacts', show: (list) => <span className="num">{number(list.memberCount)}</span> },
    { label: 'Owner', show: (list) => <Person value={list.owner} /> },
    { label: 'Changed', show: (list) => <Ago value={list.updatedAt} /> },
  ],
  groups: [
    {
      title: 'List',
      facts: [
        {
          label: 'Name',
          show: (list) => list.name,
          edit: { name: 'name', field: (props) => <FormText {...props} /> },
        },
        { label: 'Filters', show: (list) => filterText(list.filters) || NONE },
        {
          label: 'Notes',
          show: (list) => <Box sx={{ whiteSpace: 'pre-wrap' }}>{list.description ?? NONE}</Box>,
          edit: { name: 'description', field: (props) => <FormText {...props} multiline /> },
        },
        { label: 'Created', show: (list) => <DateTime value={list.createdAt} /> },
      ],
    },
  ],
  tabs: [{ key: 'members', label: 'Contacts', order: 5, render: (list) => <MembersPanel list={list} /> }],
};
