import { Text } from './asked';
import { PageDto } from './page.dto';

export class AuditDto extends PageDto {
  @Text('changes by this name') by?: string;
  @Text('of this table') what?: string;
}
