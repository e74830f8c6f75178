import { useParams } from 'react-router-dom';
import { useLiveEmail } from '../../api/email';
import { RecordView } from '../../components/record/RecordView';
import { campaignView } from './campaignView';

export function Component() {
  const { id = '' } = useParams();
  useLiveEmail('campaigns', id);
  return <RecordView {...campaignView} id={id} variant="page" key={id} />;
}
