import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { GATEWAY } from '../../gateway.token';
import { type ItemReport, listItems } from '../catalog/items-list.store';
import type { Gateway } from '../pipeline/gateway';
import { listSuppliers, type SupplierReport } from '../suppliers/suppliers-list.store';
import { Answer } from './asked';
import { cursorOf, isId, paged, PageDto } from './page.dto';

const isCode = isId(/^[^\0]{1,2000}$/);

/** The buyer's masters, to turn a code into a name. */
@ApiTags('masters')
@Controller('api/v1')
export class LookupsController {
  constructor(@Inject(GATEWAY) private readonly gateway: Gateway) {}

  @Get('suppliers')
  @ApiOperation({ summary: 'The suppliers, by code', operationId: 'listSuppliers' })
  @Answer(200, 'Suppliers', 'a page of suppliers')
  suppliers(@Query() asked: PageDto): Promise<{ data: SupplierReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isCode);
    return paged(
      asked.limit,
      (limit) => listSuppliers(this.gateway.db.pool, { after, limit }),
      (s) => s.supplier,
    );
  }

  @Get('items')
  @ApiOperation({ summary: 'The items, by SKU', operationId: 'listItems' })
  @Answer(200, 'Items', 'a page of items')
  items(@Query() asked: PageDto): Promise<{ data: ItemReport[]; nextCursor: string | null }> {
    const after = cursorOf(asked.cursor, isCode);
    return paged(
      asked.limit,
      (limit) => listItems(this.gateway.db.pool, { after, limit }),
      (i) => i.sku,
    );
  }
}
