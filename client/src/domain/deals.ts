import CancelRounded from '@mui/icons-material/CancelRounded';
import CheckCircleRounded from '@mui/icons-material/CheckCircleRounded';
import EmojiEventsRounded from '@mui/icons-material/EmojiEventsRounded';
import PauseCircleOutlineRounded from '@mui/icons-material/PauseCircleOutlineRounded';
import TrendingUpRounded from '@mui/icons-material/TrendingUpRounded';
import { dealKinds, dealStageKeys, dealStages, representations } from '@besahubs/contracts/deals';
import type { Deal, DealStage } from '@besahubs/contracts/deals';
import { pieIcon } from '../components/pieIcon';
import type { StatusLook, Tone } from '../components/StatusChip';
import { toOptions } from './options';

const STAGE_TONES: Record<DealStage, Tone> = {
  prospect: 'neutral',
  pursuit: 'neutral',
  engaged: 'info',
  marketing: 'info',
  loi: 'accent',
  negotiation: 'accent',
  contract: 'warning',
  won: 'success',
  lost: 'error',
};
const OPEN_STAGES = dealStageKeys.filter((stage) => stage !== 'won' && stage !== 'lost');

function stageLook(stage: DealStage): StatusLook {
  const { label } = dealStages[stage];
  if (stage === 'won') return { label, tone: 'success', icon: CheckCircleRounded };
  if (stage === 'lost') return { label, tone: 'error', icon: CancelRounded };
  const share = (OPEN_STAGES.indexOf(stage) + 0.5) / OPEN_STAGES.length;
  return { label, tone: STAGE_TONES[stage], icon: pieIcon(share) };
}

/** How each stage looks: the pie fills as the deal advances. */
export const dealStageLooks = Object.fromEntries(
  dealStageKeys.map((stage) => [stage, stageLook(stage)]),
) as Record<DealStage, StatusLook>;

export const dealStatusLooks: Record<Deal['status'], StatusLook> = {
  active: { label: 'Active', tone: 'info', icon: TrendingUpRounded },
  on_hold: { label: 'On hold', tone: 'warning', icon: PauseCircleOutlineRounded },
  won: { label: 'Won', tone: 'success', icon: EmojiEventsRounded },
  lost: { label: 'Lost', tone: 'error', icon: CancelRounded },
};

export const dealStageOptions = dealStageKeys.map((value) => ({ value, label: dealStages[value].label }));
export const dealKindOptions = toOptions(dealKinds);
export const representationOptions = toOptions(representations);
