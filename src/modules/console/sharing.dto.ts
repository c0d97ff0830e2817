import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { idPattern, Text } from './asked';
import { PageDto } from './page.dto';

export class SnapshotsDto extends PageDto {
  @Text('told to this supplier (code)') supplier?: string;
}
export class StatementsDto extends PageDto {
  @Text('to this supplier (code)') supplier?: string;
  @Text('of this month (2026-11)') month?: string;
}
export class ShareLinksDto {
  @Text('that show the stock of this supplier (code)') supplier?: string;
}

const Id =
  (prefix: string): PropertyDecorator =>
  (target, key) => {
    ApiProperty({ type: String, description: `${prefix}_…` })(target, key);
    Matches(idPattern(prefix), { message: `id must be ${prefix}_ and a UUID` })(target, key);
  };
export class SnapshotIdDto {
  @Id('snp') id: string;
}
export class StatementIdDto {
  @Id('stm') id: string;
}
export class ShareLinkIdDto {
  @Id('lnk') id: string;
}
export class SharedSupplierDto {
  @ApiProperty({ type: String, maxLength: 200, description: 'code of a supplier' })
  @MaxLength(200)
  @Matches(/^[^\u0000]+$/, { message: 'supplier must not be empty' })
  supplier: string;
}
export class NewShareLinkDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 366, default: 30, description: 'how long it lasts' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(366)
  days = 30;

  @Text('who gets it, for those who withdraw it') whom?: string;
}
