import { Text } from './asked';
import { PageDto } from './page.dto';

export class CadencesDto extends PageDto {
  @Text('of this supplier (code)') supplier?: string;
}
