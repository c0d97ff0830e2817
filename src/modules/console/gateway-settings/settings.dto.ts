import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsObject, IsString, Matches, MaxLength } from 'class-validator';
import { SECTIONS, type Section } from '../../../platform/settings-file';

export class SectionDto {
  @ApiProperty({ enum: SECTIONS }) @IsIn(SECTIONS) section: Section;
}
export class SectionTextDto {
  @ApiProperty({ type: String, maxLength: 200_000, description: 'YAML that begins with the name of the section; empty: the section goes' })
  @IsString()
  @MaxLength(200_000)
  @Matches(/^[^\u0000]*$/, { message: 'yaml must hold no zero character' })
  yaml: string;
}
export class ChannelNameDto {
  @ApiProperty({ type: String, description: 'imap, sftp, drop-folder or smtp-inlet' })
  @Matches(/^[\w-]{1,30}$/, { message: 'kind must be a word' })
  kind: string;
  @ApiProperty({ type: String }) @Matches(/^[\w.-]{1,60}$/, { message: 'name must be letters, digits, dots and dashes' }) name: string;
}
export class ChannelDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'as it stands under `channels`, without kind and name' })
  @IsObject()
  settings: Record<string, unknown>;
}
export class MailboxDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'the settings of a mailbox, as they stand under `channels`' })
  @IsObject()
  settings: Record<string, unknown>;
}
export class PastedDto {
  @ApiProperty({ type: String, description: 'of the mailbox' })
  @Matches(/^[\w.-]{1,60}$/, { message: 'name must be letters, digits, dots and dashes' })
  name: string;
  @ApiProperty({ type: String, maxLength: 8000 }) @IsString() @MaxLength(8000) address: string;
}
