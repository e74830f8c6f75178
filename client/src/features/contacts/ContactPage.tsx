import { useParams } from 'react-router-dom';
import { RecordView } from '../../components/record/RecordView';
import { contactView } from './contactView';

export function Component() {
  const { id = '' } = useParams();
  return <RecordView {...contactView} id={id} variant="page" key={id} />;
}
