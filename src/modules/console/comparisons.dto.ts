import { Text, Words } from './asked';
import { PageDto } from './page.dto';

export class ComparisonsDto extends PageDto {
  @Text('of this supplier (code)') supplier?: string;
  @Text('of this item') sku?: string;
  @Text('at this location (code)') location?: string;
  @Words(['agreed', 'differs', 'weak', 'uncomparable'], 'in one of these states') state?: string[];
}
