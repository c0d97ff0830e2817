import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { idPattern, Text } from './asked';

export class UploadDto {
  @Text('the name of the file, where the body is the file itself') name?: string;
  @Text('whose it is (code), where the file does not say') supplier?: string;
}

export class ReceiptIdDto {
  @ApiProperty({ type: String, description: 'rcp_…' })
  @Matches(idPattern('rcp'), { message: 'id must be rcp_ and a UUID' })
  id: string;
}
