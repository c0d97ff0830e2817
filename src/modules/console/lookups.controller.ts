import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { type ItemReport, listItems } from '../catalog/items-list.store';
import type { Gateway } from '../pipeline/gateway';
import { listSuppliers, type SupplierReport } from '../suppliers/suppliers-list.store';
import { Answer, Text } from './asked';
import type { AskedRequest } from './door';
import { Needs } from './needs';
import { seesOf } from './who';
import { cursorOf, isId, paged, PageDto } from './page.dto';

const isCode = isId(/^[^\0]{1,2000}$/);

class ItemsDto extends PageDto {
  @Text('whose SKU begins so, upper and lower case alike') starts?: string;
}

/** The buyer's masters, to turn a code into a name. */
@ApiTags('masters')
@Controller('api/v1')
export class LookupsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('suppliers')
  @Needs('read')
  @ApiOperation({ summary: 'The suppliers, by code', operationId: 'listSuppliers' })
  @Answer(200, 'Suppliers', 'a page of suppliers')
  suppliers(@Query() asked: PageDto, @Req() request: AskedRequest): Promise<{ data: SupplierReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isCode);
    return paged(
      asked.limit,
      (limit) => listSuppliers(this.gateway.db.pool, seesOf(request), { after, limit }),
      (s) => s.supplier,
    );
  }

  @Get('items')
  @Needs('read')
  @ApiOperation({ summary: 'The items, by SKU', operationId: 'listItems' })
  @Answer(200, 'Items', 'a page of items')
  items(@Query() asked: ItemsDto, @Req() request: AskedRequest): Promise<{ data: ItemReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isCode);
    return paged(
      asked.limit,
      (limit) => listItems(this.gateway.db.pool, seesOf(request), { after, limit, starts: asked.starts }),
      (i) => i.sku,
    );
  }
}
