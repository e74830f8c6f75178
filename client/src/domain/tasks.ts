import ArrowDownwardRounded from '@mui/icons-material/ArrowDownwardRounded';
import ArrowUpwardRounded from '@mui/icons-material/ArrowUpwardRounded';
import CancelOutlined from '@mui/icons-material/CancelOutlined';
import CheckCircleOutlineRounded from '@mui/icons-material/CheckCircleOutlineRounded';
import PriorityHighRounded from '@mui/icons-material/PriorityHighRounded';
import RadioButtonUncheckedRounded from '@mui/icons-material/RadioButtonUncheckedRounded';
import RemoveRounded from '@mui/icons-material/RemoveRounded';
import { taskPriorities, taskStatuses, taskTypes } from '@besahubs/contracts/tasks';
import type { Task } from '@besahubs/contracts/tasks';
import { pieIcon } from '../components/pieIcon';
import type { StatusLook } from '../components/StatusChip';
import { toOptions } from './options';

export const taskStatusLooks: Record<Task['status'], StatusLook> = {
  open: { label: 'Open', tone: 'neutral', icon: RadioButtonUncheckedRounded },
  in_progress: { label: 'In progress', tone: 'info', icon: pieIcon(0.5) },
  done: { label: 'Done', tone: 'success', icon: CheckCircleOutlineRounded },
  cancelled: { label: 'Cancelled', tone: 'neutral', icon: CancelOutlined },
};
export const taskPriorityLooks: Record<Task['priority'], StatusLook> = {
  low: { label: 'Low', tone: 'neutral', icon: ArrowDownwardRounded },
  normal: { label: 'Normal', tone: 'neutral', icon: RemoveRounded },
  high: { label: 'High', tone: 'warning', icon: ArrowUpwardRounded },
  urgent: { label: 'Urgent', tone: 'error', icon: PriorityHighRounded },
};
const TYPE_LABELS = { loi: 'LOI', dd_item: 'DD item', follow_up: 'Follow-up' };
export const taskTypeOptions = toOptions(taskTypes, TYPE_LABELS);
export const taskTypeLabel = (type: string): string =>
  taskTypeOptions.find((option) => option.value === type)?.label ?? type;
export const taskPriorityOptions = toOptions(taskPriorities);
export const taskStatusOptions = toOptions(taskStatuses);
