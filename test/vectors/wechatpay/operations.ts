/** An operation of APIv3. Names in braces in `path` are path parameters. */
export type Operation = { method: string; path: string; multipart: boolean }

// Facts from TheNorthMemory/wechatpay-openapi, commit 4d6325b0 (2026-08): method and path of every operation. One line for
// each beginning of a path, then its operations, each the method and the rest of the path. UPLOAD is a POST of multipart/form-data.
const table = `
/v3/abnormal-fund-processing/receipts GET/{receipt_id} POST/{receipt_id}/transfer-instructions GET/{receipt_id}/transfer-instructions/{out_instruction_no}
/v3/aggracct-bc/wb-channel GET/account/balance GET/account/mch_archives GET/account/mch_media POST/bank-channel-account/rename GET/bank-channel-account/rename/{application_id} POST/control-orders/info/update/result/notify POST/control-orders/punish POST/control-orders/recover GET/control-orders/{out_request_no} POST/special-reduction GET/special-reduction/{out_request_no}
/v3/apply4sub/sub_merchants GET/{sub_mchid}/application/{application_no} POST/{sub_mchid}/modify-settlement GET/{sub_mchid}/settlement
/v3/apply4subject/applyment GET POST GET/merchants/{sub_mchid}/state POST/{applyment_id}/cancel POST/{business_code}/cancel
/v3/applyment4sub/applyment GET/applyment_id/{applyment_id} GET/business_code/{business_code} POST/{empty}
/v3/bank-batch-transfer/receipt GET/detail-receipts POST/detail-receipts GET/summary-receipts POST/summary-receipts
/v3/bank-transfer/batches POST GET/batch-id/{batch_id} GET/batch-id/{batch_id}/details/detail-id/{detail_id} GET/out-batch-no/{out_batch_no} GET/out-batch-no/{out_batch_no}/details/out-detail-no/{out_detail_no}
/v3/bill/fundflowbill GET
/v3/bill/sub-merchant-fundflowbill GET
/v3/bill/tradebill GET
/v3/billdownload/file GET
/v3/brand-basic/partner GET/brands/{brand_id}/product-authorities
/v3/brand/applyments POST GET/applyment-id/{applyment_id} GET/business-code/{business_code} POST/cancel-applyment
/v3/brand/card GET/card-configs POST/card-configs POST/card-configs/cancel-applyment GET/card-configs/preview-url POST/card-configs/publish GET/card-links POST/card-links GET/card-links/business-code/{business_code} POST/card-links/cancel-applyment POST/card-links/unbind-card-link
/v3/brand/marketing GET/shake-activities/activities
/v3/brand/partner GET/card-member/cards POST/card-member/cards DELETE/card-member/cards/{card_id} GET/card-member/cards/{card_id} PATCH/card-member/cards/{card_id} POST/card-member/cards/{card_id}/invalidate GET/card-member/membership-activities POST/card-member/membership-activities GET/card-member/membership-activities/{activity_id} PATCH/card-member/membership-activities/{activity_id} POST/card-member/membership-activities/{activity_id}/terminate POST/card-member/pay-view-tokens POST/card-member/pre-auth-tokens GET/card-member/user-cards POST/card-member/user-cards/import-by-openid POST/card-member/user-cards/import-by-phone GET/card-member/user-cards/{user_card_code} PATCH/card-member/user-cards/{user_card_code} POST/card-member/user-cards/{user_card_code}/confirm POST/card-member/user-cards/{user_card_code}/invalidate POST/card-member/user-feeds POST/card-member/user-points/exchange-coupon/confirm POST/card-member/user-points/sync GET/store/brandstores POST/store/brandstores DELETE/store/brandstores/{store_id} GET/store/brandstores/{store_id} PATCH/store/brandstores/{store_id} POST/store/brandstores/{store_id}/bindrecipient POST/store/brandstores/{store_id}/close POST/store/brandstores/{store_id}/resume POST/store/brandstores/{store_id}/unbindrecipient
/v3/brand/profitsharing GET/brand-configs/{brand_mchid} POST/finish-order GET/orders POST/orders GET/orders/{transaction_id}/amounts POST/receivers/add POST/receivers/delete GET/returnorders POST/returnorders
/v3/businesscircle/parkings POST
/v3/businesscircle/points POST/notify
/v3/businesscircle/user-authorizations GET/{openid}
/v3/businesscircle/users GET/{openid}/points/commit_status
/v3/capital/capitallhh GET/areas/provinces GET/areas/provinces/{province_code}/cities GET/banks/corporate-banking GET/banks/personal-banking GET/banks/search-banks-by-bank-account GET/banks/{bank_alias_code}/branches
/v3/catering/orders POST/sync-status
/v3/certificates GET
/v3/combine-transactions/app POST
/v3/combine-transactions/h5 POST
/v3/combine-transactions/id GET/{combine_transaction_id}
/v3/combine-transactions/jsapi POST
/v3/combine-transactions/miniprogram POST
/v3/combine-transactions/native POST
/v3/combine-transactions/out-trade-no GET/{combine_out_trade_no} POST/{combine_out_trade_no}/close
/v3/compliance/inactive-merchant-identity-verification POST/merchants GET/merchants/{sub_mchid}/verifications/{verification_id}
/v3/credit-repayment/partner POST/contracts/app-presign POST/contracts/h5-presign POST/contracts/terminate GET/contracts/{out_contract_code} POST/deduct-orders GET/deduct-orders/{out_trade_no} POST/schedule-records/batch-create GET/schedule-records/{out_record_id}
/v3/discount-card/cards POST GET/{out_card_code} POST/{out_card_code}/add-user-records
/v3/discount-card/orders GET/out-trade-no/{out_trade_no} GET/{out_order_no} PATCH/{out_order_no}
/v3/ebike/charge POST/contracts/preopen GET/contracts/{contract_id} POST/contracts/{contract_id}/confirm POST/transactions GET/transactions/id/{transaction_id} GET/transactions/out-trade-no/{out_trade_no} GET/users/{openid}/contract
/v3/ecommerce/account POST/apply-cancel-withdraw GET/apply-cancel-withdraw/applyment-id/{applyment_id} POST/apply-cancel-withdraw/confirm GET/apply-cancel-withdraw/out-request-no/{out_request_no} GET/apply-cancel-withdraw/validate-cancel/{sub_mchid} POST/cancel-applications UPLOAD/cancel-applications/media GET/cancel-applications/out-apply-no/{out_apply_no}
/v3/ecommerce/applyments GET/out-request-no/{out_request_no} POST/out-request-no/{out_request_no}/revoke POST/submit-account-hosting-applyment POST/submit-sign-verify-info GET/{applyment_id} POST/{applyment_id}/revoke POST/{empty}
/v3/ecommerce/bill GET/fundflowbill
/v3/ecommerce/combine-papay GET/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code} POST/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code}/terminate POST/contracts/pre-entrust-sign POST/contracts/pre-entrust-sign/mini-program POST/transactions GET/transactions/{combine_out_trade_no} POST/transactions/{combine_out_trade_no}/reverse
/v3/ecommerce/fund GET/balance/{sub_mchid} GET/enddaybalance/{sub_mchid} POST/withdraw GET/withdraw/out-request-no/{out_request_no} GET/withdraw/{withdraw_id}
/v3/ecommerce/individual-contracts GET/out-contract-code/{out_contract_code} POST/pre-entrust-sign-with-real-name-identity/app POST/pre-entrust-sign-with-real-name-identity/mini-program POST/pre-entrust-sign/app POST/pre-entrust-sign/mini-program GET/{openid}
/v3/ecommerce/mch-transfer POST/authorizations GET/authorizations/{sub_mchid} POST/transfer-bills GET/transfer-bills/out-bill-no/{out_bill_no} POST/transfer-bills/out-bill-no/{out_bill_no}/cancel GET/transfer-bills/transfer-bill-no/{transfer_bill_no}
/v3/ecommerce/profitsharing GET/after-sales-orders POST/after-sales-orders POST/finish-order GET/orders POST/orders GET/orders/{transaction_id}/amounts POST/receivers/add POST/receivers/delete GET/returnorders POST/returnorders
/v3/ecommerce/refunds POST/apply GET/id/{refund_id} GET/out-refund-no/{out_refund_no} POST/{refund_id}/apply-abnormal-refund GET/{refund_id}/return-advance POST/{refund_id}/return-advance
/v3/ecommerce/subject-sub-merchants GET
/v3/ecommerce/subsidies POST/cancel POST/create POST/return
/v3/edu-papay/contracts GET/id/{contract_id} POST/presign DELETE/{contract_id}
/v3/edu-papay/transactions POST GET/id/{transaction_id} GET/out-trade-no/{out_trade_no}
/v3/edu-papay/user-notifications POST/{contract_id}/send
/v3/edu-papay/user GET/{openid}/contracts
/v3/edu-star/orders GET POST
/v3/edu-star/users GET/openid/{wechat_openid} GET/qq/{qq}
/v3/eduschoolpay/contracts POST/presign GET/{contract_id} POST/{contract_id}/terminate
/v3/eduschoolpay/transactions POST GET/id/{transaction_id} GET/out-trade-no/{out_trade_no}
/v3/eduschoolpay/users GET/{openid}/contracts GET/{openid}/debt-state
/v3/express/users POST/{openid}/transform
/v3/facemch/users GET/{face_sid}
/v3/fund-app/brand-redpacket POST/brand-merchant-batches GET/brand-merchant-batches/{batch_no} GET/brand-merchant-batches/{batch_no}/details/{detail_no} GET/brand-merchant-out-batches/{out_batch_no} GET/brand-merchant-out-batches/{out_batch_no}/out-details/{out_detail_no}
/v3/fund-app/mch-transfer POST/elecsign/out-bill-no GET/elecsign/out-bill-no/{out_bill_no} POST/elecsign/transfer-bill-no GET/elecsign/transfer-bill-no/{transfer_bill_no} GET/partner/budget/{out_budget_no}/electronic-receipts POST/partner/budget/{out_budget_no}/electronic-receipts POST/partner/charity-budget GET/partner/charity-budget/{out_budget_no} POST/partner/charity-budget/{out_budget_no}/unlock POST/partner/charity-transfer-bills GET/partner/charity-transfer-bills/out-transfer-no/{out_transfer_no} POST/partner/electronic-receipts GET/partner/electronic-receipts/{out_bill_no} POST/partner/sub-mch-authorizations GET/partner/sub-mch-authorizations/{sub_mchid} POST/partner/transfer-bills GET/partner/transfer-bills/out-bill-no/{out_bill_no} POST/partner/transfer-bills/out-bill-no/{out_bill_no}/cancel POST/partner/transfer-bills/pre-transfer-with-authorization POST/partner/transfer-bills/transfer POST/partner/user-confirm-authorizations GET/partner/user-confirm-authorizations/{out_authorization_no} POST/partner/user-confirm-authorizations/{out_authorization_no}/close POST/transfer-bills GET/transfer-bills/out-bill-no/{out_bill_no} POST/transfer-bills/out-bill-no/{out_bill_no}/cancel POST/transfer-bills/pre-transfer-with-authorization POST/transfer-bills/transfer GET/transfer-bills/transfer-bill-no/{transfer_bill_no} POST/transfer-to-qq-wallet-bills GET/transfer-to-qq-wallet-bills/{out_bill_no} POST/transfer-to-qq-wallet-bills/{out_bill_no}/cancel POST/user-confirm-authorization GET/user-confirm-authorization/out-authorization-no/{out_authorization_no} POST/user-confirm-authorization/out-authorization-no/{out_authorization_no}/close
/v3/funds-to-oversea/bill-download-url GET
/v3/funds-to-oversea/orders POST GET/{out_order_id}
/v3/funds-to-oversea/return POST/return-orders GET/return-orders/out-return-no/{out_return_no}
/v3/funds-to-oversea/transactions GET/{transaction_id}/available_abroad_amounts
/v3/global/certificates GET
/v3/global/customs GET/orders PATCH/orders POST/orders POST/redeclare POST/verify-certificate
/v3/global/merchant-service DELETE/complaint-notifications GET/complaint-notifications POST/complaint-notifications PUT/complaint-notifications GET/complaints GET/complaints/{complaint_id} POST/complaints/{complaint_id}/complete GET/complaints/{complaint_id}/negotiation-historys POST/complaints/{complaint_id}/response UPLOAD/images/upload GET/images/{media_id}
/v3/global/merchant-storage UPLOAD/file/upload
/v3/global/merchant POST/h5/permission/applications GET/h5/permission/applications/{applyment_id} PATCH/h5/permission/applications/{applyment_id} POST/h5/permission/domain/applications GET/h5/permission/domain/applications/{applyment_id} PATCH/h5/permission/domain/applications/{applyment_id} GET/h5/permission/{sub_mchid}
/v3/global/merchants POST GET/{sub_mchid} PATCH/{sub_mchid}
/v3/global/micropay POST/transactions/id/{transaction_id}/reverse POST/transactions/out-trade-no/{out_trade_no}/reverse POST/transactions/pay
/v3/global/papay POST/contracts/app-pre-entrust-sign POST/contracts/h5-pre-entrust-sign POST/contracts/jsapi-pre-entrust-sign POST/contracts/miniprogram-pre-entrust-sign GET/contracts/out-contract-code/{out_contract_code} POST/contracts/web-pre-entrust-sign GET/contracts/{contract_id} POST/contracts/{contract_id}/terminate POST/transactions GET/transactions/out-trade-no/{out_trade_no} POST/transactions/out-trade-no/{out_trade_no}/reverse GET/transactions/{transaction_id}
/v3/global/profit-sharing GET/bill-download-url POST/orders POST/orders/unfreeze GET/orders/{out_order_no} DELETE/receivers POST/receivers GET/receivers/{account} GET/refunds/bill-download-url GET/refunds/refundable-balance POST/transactions/mark GET/transactions/{transaction_id}/amounts GET/transactions/{transaction_id}/refundable-amounts
/v3/global/refund GET/partner/recharge-balance/sub-mchid/{sub_mchid} GET/recharge-balance
/v3/global/refunds GET POST GET/id/{refund_id} GET/out-refund-no/{out_refund_no}
/v3/global/settle GET/settlements
/v3/global/statements GET
/v3/global/transactions POST/app GET/id/{transaction_id} POST/id/{transaction_id}/close POST/jsapi POST/mweb POST/native GET/out-trade-no/{out_trade_no} POST/out-trade-no/{out_trade_no}/close
/v3/goldplan/merchants POST/changecustompagestatus POST/changegoldplanstatus POST/close-advertising-show PATCH/open-advertising-show POST/set-advertising-industry-filter
/v3/gov/subsidy POST/audit/cup/invalid POST/audit/cup/query POST/audit/cup/refund/sync POST/audit/cup/update POST/audit/cup/upload POST/companies/query POST/goods/upload POST/n-qualifications/sync GET/qualification POST/qualifications/passthrough/cancel POST/qualifications/passthrough/claim POST/qualifications/passthrough/query POST/qualifications/query POST/qualifications/sync POST/sncode/lock POST/sncode/query POST/sncode/unlock POST/transactions/query POST/transactions/summary/query-day POST/transactions/sync POST/zhejiang/authcode/cancel POST/zhejiang/authcode/commit POST/zhejiang/authcode/issue POST/zhejiang/authcode/refund POST/zhejiang/authcode/try POST/zhejiang/goods/query POST/zhejiang/n-qualifications/confirm POST/zhejiang/qualifications/alter POST/zhejiang/qualifications/claim POST/zhejiang/qualifications/query POST/zhejiang/qualifications/sync POST/zhejiang/sncode/lock POST/zhejiang/sncode/query POST/zhejiang/sncode/unlock
/v3/hire-power-bank/insurance-orders POST GET/{out_order_no}
/v3/hire-power-bank/user-qualifications GET/{openid}
/v3/industry-coupon/tokens POST
/v3/industry-rebate/retail-industry POST/transactions
/v3/industry-rebate/transactions POST/{transaction_id}
/v3/inspolicymgr/deduct POST/authorizations GET/authorizations/{out_insurance_no} POST/policies GET/policies/{out_insurance_no} PATCH/policies/{out_insurance_no}
/v3/iotmanage/device-inspections GET/{device_sn}
/v3/iotmanage/devices GET
/v3/lovefeast/brands GET/{brand_id}
/v3/lovefeast/users GET/{openid}/orders/brand-id/{brand_id} GET/{openid}/orders/out-trade-no/{out_trade_no}
/v3/marketing/bank-favor POST/users/{openid}/bank-multi-activity GET/users/{openid}/coupons/{coupon_id}
/v3/marketing/bank GET/packages/{package_id}/tasks UPLOAD/packages/{package_id}/tasks
/v3/marketing/busifavor GET/callbacks POST/callbacks POST/coupons/associate POST/coupons/deactivate POST/coupons/disassociate POST/coupons/return POST/coupons/send POST/coupons/use POST/coupons/{card_id}/send POST/product-coupons/pre-send POST/product-coupons/send POST/stocks GET/stocks/{stock_id} PATCH/stocks/{stock_id} PATCH/stocks/{stock_id}/budget GET/stocks/{stock_id}/couponcodes POST/stocks/{stock_id}/couponcodes DELETE/stocks/{stock_id}/couponcodes/{coupon_code} GET/stocks/{stock_id}/couponcodes/{coupon_code} GET/subsidy/pay-receipts POST/subsidy/pay-receipts GET/subsidy/pay-receipts/{subsidy_receipt_id} POST/subsidy/return-receipts GET/subsidy/return-receipts/{subsidy_return_receipt_id} GET/users/{openid}/coupons GET/users/{openid}/coupons/{coupon_code}/appids/{appid}
/v3/marketing/favor GET/callbacks POST/callbacks POST/coupon-stocks UPLOAD/media/image-upload GET/stocks GET/stocks/{stock_id} GET/stocks/{stock_id}/items GET/stocks/{stock_id}/merchants POST/stocks/{stock_id}/modify-goods-id POST/stocks/{stock_id}/pause GET/stocks/{stock_id}/refund-flow GET/stocks/{stock_id}/refund-flow-by-day POST/stocks/{stock_id}/restart POST/stocks/{stock_id}/start GET/stocks/{stock_id}/use-flow GET/stocks/{stock_id}/use-flow-by-day GET/users/{openid}/coupons POST/users/{openid}/coupons GET/users/{openid}/coupons/{coupon_id}
/v3/marketing/goods-subsidy-activity GET/activities POST/activity/{activity_id}/apply POST/qualification/lock POST/qualification/unlock DELETE/retail-store-act/{activity_id}/representative PUT/retail-store-act/{activity_id}/representative GET/retail-store-act/{activity_id}/representatives POST/retail-store-act/{brand_id}/materials DELETE/retail-store-act/{brand_id}/stores GET/retail-store-act/{brand_id}/stores POST/retail-store-act/{brand_id}/stores GET/retail-store-act/{brand_id}/stores/{store_code}
/v3/marketing/membercard-activity GET/activities POST/activities GET/activities/{activity_id} POST/activities/{activity_id}/terminate
/v3/marketing/membercard-open GET/activate-informations/{activate_ticket} GET/callback PATCH/callback GET/cards POST/cards DELETE/cards/{card_id} GET/cards/{card_id} PATCH/cards/{card_id} POST/cards/{card_id}/codes/deposit GET/cards/{card_id}/codes/{code} PATCH/cards/{card_id}/codes/{code} POST/cards/{card_id}/codes/{code}/activate POST/cards/{card_id}/codes/{code}/bonus/commit POST/cards/{card_id}/codes/{code}/bonus/prepare PATCH/cards/{card_id}/codes/{code}/rights POST/cards/{card_id}/codes/{code}/set-service-module-data POST/cards/{card_id}/codes/{code}/unavailable GET/cards/{card_id}/decrypt-code POST/cards/{card_id}/permission-tokens POST/cards/{card_id}/phone-membercard/import POST/cards/{card_id}/qrcode PATCH/cards/{card_id}/rights POST/cards/{card_id}/service-modules DELETE/cards/{card_id}/service-modules/{service_module_id} PATCH/cards/{card_id}/service-modules/{service_module_id} POST/cards/{card_id}/upgrade POST/cards/{card_id}/users/import POST/phonenumber-member/import GET/phonenumber-member/search GET/user/cards
/v3/marketing/partner POST/delivery-plan/delivery-plans GET/delivery-plan/delivery-plans/{brand_id}/delivery-plans PATCH/delivery-plan/delivery-plans/{plan_id} POST/delivery-plan/delivery-plans/{plan_id}/terminate POST/delivery-plan/{sp_mchid}/notify-url POST/product-coupon/image-generation-tasks GET/product-coupon/image-generation-tasks/{task_id} UPLOAD/product-coupon/media/upload-image GET/product-coupon/notify-configs POST/product-coupon/notify-configs POST/product-coupon/product-coupons GET/product-coupon/product-coupons/{product_coupon_id} PATCH/product-coupon/product-coupons/{product_coupon_id} POST/product-coupon/product-coupons/{product_coupon_id}/deactivate POST/product-coupon/product-coupons/{product_coupon_id}/stock-bundles PATCH/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id} POST/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/associate-stores POST/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/disassociate-stores POST/product-coupon/product-coupons/{product_coupon_id}/stock-bundles/{stock_bundle_id}/update-budget GET/product-coupon/product-coupons/{product_coupon_id}/stocks POST/product-coupon/product-coupons/{product_coupon_id}/stocks GET/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id} PATCH/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id} POST/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/associate-stores GET/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/associated-stores POST/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/deactivate POST/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/disassociate-stores POST/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/update-budget POST/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/upload-coupon-codes POST/product-coupon/users/{openid}/coupon-bundles POST/product-coupon/users/{openid}/coupon-bundles/{user_coupon_bundle_id}/deactivate GET/product-coupon/users/{openid}/coupons POST/product-coupon/users/{openid}/coupons GET/product-coupon/users/{openid}/coupons/{coupon_code} POST/product-coupon/users/{openid}/coupons/{coupon_code}/confirm POST/product-coupon/users/{openid}/coupons/{coupon_code}/deactivate POST/product-coupon/users/{openid}/coupons/{coupon_code}/return POST/product-coupon/users/{openid}/coupons/{coupon_code}/use POST/product-coupon/users/{openid}/pre-send-coupon POST/product-coupon/users/{openid}/pre-send-coupon-bundle
/v3/marketing/partnerships GET POST/build POST/terminate
/v3/marketing/paygiftactivity GET/activities GET/activities/{activity_id} GET/activities/{activity_id}/goods GET/activities/{activity_id}/merchants POST/activities/{activity_id}/merchants/add POST/activities/{activity_id}/merchants/delete POST/activities/{activity_id}/terminate POST/unique-threshold-activity
/v3/marketing/shopping-receipt POST/customentrances GET/customentrances/{brand_id} PATCH/customentrances/{brand_id} POST/merchantshoppingreceiptjumpinfos UPLOAD/shoppingreceipts
/v3/marketing/weekly-discount GET/activities GET/activities/{activity_id} POST/activities/{activity_id}/apply
/v3/marketing/withdraw-favor GET/users/{openid}/coupons POST/users/{openid}/coupons
/v3/mch-manage/mch-manage-records GET/sub-mchid/{sub_mchid} GET/{manage_record_id} POST/{manage_record_id}/mch-manage-submissions
/v3/mch-manage/submission-files UPLOAD/sub-mchid/{sub_mchid}/upload
/v3/mch-operation-manage/enhanced-due-diligence GET/{due_diligence_id} POST/{due_diligence_id}/submit UPLOAD/{due_diligence_id}/upload
/v3/mch-operation-manage/merchant-limitations GET/sub-mchid/{sub_mchid}
/v3/mch_operate/risk POST/withdrawl-apply GET/withdrawl-apply/applyment-id/{applyment_id} GET/withdrawl-apply/out-request-no/{out_request_no}
/v3/mchalterapply/mchcontactalterapplyment POST GET/merchant/{merchant_code}/out-request-no/{out_request_no} GET/{apply_id} POST/{apply_id}/revoke
/v3/mchalterapply/mchsubjectalterapplyment POST GET/merchant/{merchant_code}/out-request-no/{out_request_no} GET/{apply_id} POST/{apply_id}/revoke
/v3/mchalterapply/merchantnamealterapplyment POST GET/merchant/{sub_mchid}/out-request-no/{out_request_no} GET/{apply_id} POST/{apply_id}/revoke
/v3/med-ins/orders POST GET/mix-trade-no/{mix_trade_no} GET/out-trade-no/{out_trade_no}
/v3/med-ins/refunds POST/notify
/v3/merchant-risk-manage/ec-trade-risk POST/query-risk-trades POST/recv-dispose-result
/v3/merchant-risk-manage/report-trade-union-information POST
/v3/merchant-risk-manage/trade-risk-information GET
/v3/merchant-risk-manage/trade-risk-result POST
/v3/merchant-risk-manage/violation-notifications DELETE GET POST PUT
/v3/merchant-service/complaint-notifications DELETE GET POST PUT
/v3/merchant-service/complaints GET GET/{transaction_id} GET/{transaction_id}/negotiation-historys
/v3/merchant-service/complaints-v2 GET GET/{complaint_id} POST/{complaint_id}/complete GET/{complaint_id}/negotiation-historys POST/{complaint_id}/response POST/{complaint_id}/response-immediate-service POST/{complaint_id}/update-refund-progress
/v3/merchant-service/feedbacks POST
/v3/merchant-service/images UPLOAD/upload GET/{media_id}
/v3/merchant-settlement/merchant-settle-rule-applications POST GET/{application_id}
/v3/merchant-store/stores POST GET/{store_id} PATCH/{store_id} POST/{store_id}/recipients/bind POST/{store_id}/recipients/unbind
/v3/merchant/fund GET/balance/{account_type} GET/dayendbalance/{account_type} POST/withdraw GET/withdraw/bill-type/{bill_type} GET/withdraw/out-request-no/{out_request_no} GET/withdraw/withdraw-id/{withdraw_id}
/v3/merchant/media UPLOAD/upload UPLOAD/video_upload
/v3/merchantfund/merchant GET/income-records
/v3/merchantfund/partner GET/income-records
/v3/multiuse/stocks GET/{stock_id}/refund-flow GET/{stock_id}/send-flow GET/{stock_id}/use-flow
/v3/multiuse/users POST/{openid}/coupons
/v3/new-tax-control-fapiao/card-template POST
/v3/new-tax-control-fapiao/fapiao-applications POST POST/issue-general POST/issue-passenger-transport POST/issue-refined-oil POST/real-estate-leasing UPLOAD/upload-fapiao-file GET/{fapiao_apply_id} GET/{fapiao_apply_id}/fapiao-files POST/{fapiao_apply_id}/insert-cards POST/{fapiao_apply_id}/reverse
/v3/new-tax-control-fapiao/fapiaomerchant GET/getspinviteurl GET/listspinvitemchinfo
/v3/new-tax-control-fapiao/merchant GET/base-information GET/development-config PATCH/development-config GET/tax-codes POST/{sub_mchid}/check GET/{sub_mchid}/check-status
/v3/new-tax-control-fapiao/user-title GET GET/title-url
/v3/offlineface/authinfo POST
/v3/offlineface/contracts POST/presign GET/{contract_id}
/v3/offlineface/face-collections GET GET/{collection_id}
/v3/offlineface/repayment-url POST
/v3/offlineface/transactions POST GET/out-trade-no/{out_trade_no}
/v3/offlinefacemch/organizations GET GET/{organization_id}/users/out-user-id/{out_user_id} PATCH/{organization_id}/users/out-user-id/{out_user_id} POST/{organization_id}/users/user-id/{user_id}/terminate-contract
/v3/offlinefacemch/tokens POST
/v3/palmservice/authorization GET/openid/{openid} POST/preauthorize
/v3/papay/contracts POST/{contract_id}/fail-notify POST/{contract_id}/notify
/v3/papay/insurance-pay GET/policy-periods/contract-id/{contract_id}/policy-period-id/{policy_period_id} POST/policy-periods/contract-id/{contract_id}/policy-period-id/{policy_period_id}/schedule POST/transactions/apply
/v3/papay/insurance-sign POST/contracts/plan-id/{plan_id}/contract-id/{contract_id}/renew GET/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code} POST/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code}/terminate POST/contracts/pre-entrust-sign/app POST/contracts/pre-entrust-sign/h5 POST/contracts/pre-entrust-sign/jsapi POST/contracts/pre-entrust-sign/mini-program POST/policy-periods/plan-id/{plan_id}/contract-id/{contract_id}/modify GET/policy_periods/plan-id/{plan_id}/out-contract-code/{out_contract_code}
/v3/papay/pay POST/harmony/transactions/apply GET/partner/schedules/contract-id/{contract_id} POST/partner/schedules/contract-id/{contract_id}/schedule POST/partner/transactions/apply GET/schedules/contract-id/{contract_id} POST/schedules/contract-id/{contract_id}/schedule POST/transactions/apply
/v3/papay/scheduled-deduct-sign POST/contracts/pre-entrust-sign/app POST/contracts/pre-entrust-sign/h5 POST/contracts/pre-entrust-sign/jsapi POST/contracts/pre-entrust-sign/mini-program POST/partner/contracts/pre-entrust-sign/app POST/partner/contracts/pre-entrust-sign/h5 POST/partner/contracts/pre-entrust-sign/jsapi POST/partner/contracts/pre-entrust-sign/mini-program
/v3/papay/sign GET/contracts/harmony-plan-id/{plan_id}/out-contract-code/{out_contract_code} GET/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code} POST/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code}/terminate POST/contracts/pre-entrust-sign GET/partner/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code} POST/partner/contracts/plan-id/{plan_id}/out-contract-code/{out_contract_code}/terminate
/v3/parking/reminders POST/application GET/application/query POST/application/withdraw GET/applications POST/entry POST/exit POST/ext-payment POST/parking-fee GET/parking-lot POST/payment
/v3/partner-papay/contracts POST/{contract_id}/fail-notify POST/{contract_id}/notify
/v3/partner-transfer/batches POST GET/batch-id/{batch_id} GET/batch-id/{batch_id}/details/detail-id/{detail_id} GET/out-batch-no/{out_batch_no} GET/out-batch-no/{out_batch_no}/details/out-detail-no/{out_detail_no}
/v3/password-exempt-contract/contracts POST/ecommerce/pre-entrust-sign/mini-program POST/ecommerce/pre-entrust-sign/pay-redirect-sign POST/normal/pre-entrust-sign/mini-program POST/normal/pre-entrust-sign/pay-redirect-sign POST/qs/pre-entrust-sign/mini-program POST/qs/pre-entrust-sign/pay-redirect-sign GET/service-id/{service_id}/out-contract-code/{out_contract_code} POST/service-id/{service_id}/out-contract-code/{out_contract_code}/terminate POST/service-provider/pre-entrust-sign/mini-program POST/service-provider/pre-entrust-sign/pay-redirect-sign
/v3/pay-devices/open-scenario-speaker GET/{device_sn} POST/{device_sn}/bind POST/{device_sn}/prebind POST/{device_sn}/unbind
/v3/pay-devices/open-scenario-speakerorder POST/{transaction_id}/report
/v3/pay-devices/printers POST/{device_id}/print-orders GET/{device_id}/print-orders/{print_order_no}
/v3/pay/acquiring-bank POST/transactions/exposure
/v3/pay/instal POST/exposure POST/partner/exposure
/v3/pay/partner POST/transactions/app POST/transactions/app-with-contract POST/transactions/codepay POST/transactions/exposure POST/transactions/h5 GET/transactions/id/{transaction_id} POST/transactions/jsapi POST/transactions/jsapi-with-contract POST/transactions/miniprogram POST/transactions/native GET/transactions/out-trade-no/{out_trade_no} POST/transactions/out-trade-no/{out_trade_no}/close POST/transactions/out-trade-no/{out_trade_no}/reverse POST/transactions/scannedpos
/v3/pay/transactions POST/app POST/app-with-contract POST/codepay POST/exposure POST/h5 GET/id/{transaction_id} POST/jsapi POST/jsapi-with-contract POST/native GET/out-trade-no/{out_trade_no} POST/out-trade-no/{out_trade_no}/close POST/out-trade-no/{out_trade_no}/reverse
/v3/payroll-card/authentications GET POST/pre-order POST/pre-order-with-auth GET/{authenticate_number}
/v3/payroll-card/relations GET/{openid}
/v3/payroll-card/tokens POST
/v3/payroll-card/transfer-batches POST
/v3/payroll-card/wesure POST/insurance POST/token-validations
/v3/payscore/acquiringbank POST/permissions GET/permissions/authorization-code/{authorization_code} POST/permissions/authorization-code/{authorization_code}/terminate GET/serviceorder POST/serviceorder GET/serviceorder/deduction POST/serviceorder/{out_order_no}/cancel POST/serviceorder/{out_order_no}/complete POST/serviceorder/{out_order_no}/modify POST/serviceorder/{out_order_no}/registerdeductinfo POST/serviceorder/{out_order_no}/sync POST/servicepayondeliveryorder
/v3/payscore/merchant-bill GET
/v3/payscore/oversea GET/partner/serviceorder POST/partner/serviceorder POST/partner/serviceorder/{out_order_no}/cancel POST/partner/serviceorder/{out_order_no}/complete POST/partner/serviceorder/{out_order_no}/sync
/v3/payscore/partner POST/permissions POST/permissions/apply-for-scene POST/permissions/assess-user-risk-level GET/permissions/authorization-code/{authorization_code} POST/permissions/authorization-code/{authorization_code}/terminate GET/permissions/search POST/permissions/terminate POST/service-account-applications GET/service-account-applications/{out_apply_no} GET/serviceorder POST/serviceorder POST/serviceorder/direct-complete POST/serviceorder/{out_order_no}/cancel POST/serviceorder/{out_order_no}/complete POST/serviceorder/{out_order_no}/modify POST/serviceorder/{out_order_no}/pay POST/serviceorder/{out_order_no}/send-pendingmessage POST/serviceorder/{out_order_no}/send-prepaidmessage POST/serviceorder/{out_order_no}/sync POST/servicepayondeliveryorder GET/servicequotas/service-id/{service_id}
/v3/payscore/payafter-orders GET POST POST/{out_order_no}/cancel POST/{out_order_no}/complete POST/{out_order_no}/sync
/v3/payscore/permissions POST POST/assess-user-risk-level GET/authorization-code/{authorization_code} POST/authorization-code/{authorization_code}/terminate GET/openid/{openid} POST/openid/{openid}/terminate
/v3/payscore/plan POST/partner/payscore-plans GET/partner/payscore-plans/merchant-plan-no/{merchant_plan_no} POST/partner/payscore-plans/merchant-plan-no/{merchant_plan_no}/stop POST/payscore-plans GET/payscore-plans/merchant-plan-no/{merchant_plan_no} POST/payscore-plans/merchant-plan-no/{merchant_plan_no}/stop
/v3/payscore/serviceorder GET POST POST/direct-complete POST/{out_order_no}/cancel POST/{out_order_no}/complete POST/{out_order_no}/modify POST/{out_order_no}/pay POST/{out_order_no}/send-pendingmessage POST/{out_order_no}/send-prepaidmessage POST/{out_order_no}/sync
/v3/payscore/servicepayondeliveryorder POST
/v3/payscore/sign-plan POST/partner/serviceorder POST/partner/user-sign-plans GET/partner/user-sign-plans/merchant-sign-plan-no/{merchant_sign_plan_no} POST/partner/user-sign-plans/merchant-sign-plan-no/{merchant_sign_plan_no}/stop POST/serviceorder POST/user-sign-plans GET/user-sign-plans/merchant-sign-plan-no/{merchant_sign_plan_no} POST/user-sign-plans/merchant-sign-plan-no/{merchant_sign_plan_no}/stop
/v3/payscore/smartretail-orders GET POST POST/{out_order_no}/cancel POST/{out_order_no}/complete
/v3/payscore/user-service-state GET
/v3/payscore/users POST/{openid}/permissions/{service_id}/terminate
/v3/platsolution/ecommerce POST/bank-transfer-recharges/apply GET/bank-transfer-recharges/out-recharge-no/{out_recharge_no} POST/insurance-compensation-contracts POST/insurance-compensation-contracts/sub-mchid/{sub_mchid}/check-opened POST/mch-transfer/compensate-bills GET/mch-transfer/compensate-bills/bill-id/{bill_id} GET/mch-transfer/compensate-bills/out-bill-no/{out_bill_no} POST/mch-transfer/compensate-bills/out-bill-no/{out_bill_no}/cancel POST/mch-transfer/compensate-bills/pre-transfer POST/mch-transfer/deposit-after-sales-compensation-bills GET/mch-transfer/deposit-after-sales-compensation-bills/bill-id/{bill_id} GET/mch-transfer/deposit-after-sales-compensation-bills/out-bill-no/{out_bill_no} POST/mch-transfer/deposit-insurance-premiums-compensation-bills GET/mch-transfer/deposit-insurance-premiums-compensation-bills/{out_bill_no} POST/mch-transfer/deposit-shipping-cost-compensation-bills GET/mch-transfer/deposit-shipping-cost-compensation-bills/out-bill-no/{out_bill_no} POST/mch-transfer/insurance-claim-bills GET/mch-transfer/insurance-claim-bills/bill-id/{bill_id} GET/mch-transfer/insurance-claim-bills/out-bill-no/{out_bill_no} POST/mch-transfer/insurance-claim-bills/out-bill-no/{out_bill_no}/cancel POST/mch-transfer/insurance-claim-bills/pre-transfer POST/mch-transfer/sub-mch-compensation-bills GET/mch-transfer/sub-mch-compensation-bills/{out_bill_no} POST/mch-transfer/transfer-bills GET/mch-transfer/transfer-bills/bill-id/{bill_id} GET/mch-transfer/transfer-bills/out-bill-no/{out_bill_no} POST/recharge-employees GET/recharge-employees/sub-mchid/{sub_mchid} POST/recharge-employees/sub-mchid/{sub_mchid}/sp-openid/{sp_openid}/delete POST/recharges/apply GET/recharges/out-recharge-no/{out_recharge_no} POST/recharges/out-recharge-no/{out_recharge_no}/close POST/settle/prepay-settle-orders GET/settle/prepay-settle-orders/{settle_batch_no} POST/settle/prepay-settle-orders/{settle_batch_no}/apply-abnormal-settle POST/withdraw/day-end-balance-withdraw GET/withdraw/day-end-balance-withdraw/out-request-no/{out_request_no}
/v3/platsolution/insurance POST/mch-transfer/batches/apply GET/mch-transfer/batches/batch-id/{batch_id} GET/mch-transfer/batches/batch-id/{batch_id}/details/detail-id/{detail_id} GET/mch-transfer/batches/detail-receipts/out-batch-no/{out_batch_no}/out-detail-no/{out_detail_no} POST/mch-transfer/batches/detail-receipts/out-batch-no/{out_batch_no}/out-detail-no/{out_detail_no}/apply GET/mch-transfer/batches/out-batch-no/{out_batch_no} GET/mch-transfer/batches/out-batch-no/{out_batch_no}/details/out-detail-no/{out_detail_no} GET/mch-transfer/batches/summary-receipts/out-batch-no/{out_batch_no} POST/mch-transfer/batches/summary-receipts/out-batch-no/{out_batch_no}/apply POST/mch-transfer/reservation/apply GET/mch-transfer/reservation/out-reservation-no/{out_reservation_no} POST/mch-transfer/reservation/out-reservation-no/{out_reservation_no}/close GET/mch-transfer/reservation/reservation-id/{reservation_id}
/v3/platsolution/mch-transfer POST/batches/apply GET/batches/batch-id/{batch_id} GET/batches/batch-id/{batch_id}/details/detail-id/{detail_id} GET/batches/detail-receipts/out-batch-no/{out_batch_no}/out-detail-no/{out_detail_no} POST/batches/detail-receipts/out-batch-no/{out_batch_no}/out-detail-no/{out_detail_no}/apply GET/batches/out-batch-no/{out_batch_no} GET/batches/out-batch-no/{out_batch_no}/details/out-detail-no/{out_detail_no} GET/batches/summary-receipts/out-batch-no/{out_batch_no} POST/batches/summary-receipts/out-batch-no/{out_batch_no}/apply POST/reservation/apply GET/reservation/out-reservation-no/{out_reservation_no} POST/reservation/out-reservation-no/{out_reservation_no}/close GET/reservation/reservation-id/{reservation_id}
/v3/profitsharing/bills GET
/v3/profitsharing/merchant-configs GET/{sub_mchid}
/v3/profitsharing/orders POST POST/unfreeze GET/{out_order_no}
/v3/profitsharing/receivers POST/add POST/delete
/v3/profitsharing/return-orders POST GET/{out_return_no}
/v3/profitsharing/transactions GET/{transaction_id}/amounts
/v3/qrcode/transactions POST GET/out-trade-no/{out_trade_no}
/v3/qrcode/user-services GET/contract-id/{contract_id}
/v3/rate-activity/applications POST GET/id/{application_id} PATCH/id/{application_id}
/v3/realname/verify GET
/v3/recharge/bank-transfer-recharges POST/apply GET/out-recharge-no/{out_recharge_no}
/v3/refund/domestic POST/refunds GET/refunds/{out_refund_no} POST/refunds/{refund_id}/apply-abnormal-refund
/v3/repayment/combine-transactions GET/partner/out-trade-no/{combine_out_trade_no} POST/partner/out-trade-no/{combine_out_trade_no}/close POST/partner/prepay
/v3/security/echo POST
/v3/smartguide/guides GET POST PATCH/{guide_id} POST/{guide_id}/assign
/v3/taxi-invoice/attendance POST/punch
/v3/taxi-invoice/cards POST UPLOAD/upload-file
/v3/taxi-invoice/driver POST/update-driver
/v3/taxi-invoice/drivers GET/{driver_license}
/v3/taxi-invoice/taxi-companies GET/{company_mchid}
/v3/taxi-invoice/taxi-company POST/create-taxi-company
/v3/taxi-invoice/taxi POST/update-taxi
/v3/taxi-invoice/taxies GET/{plate_number}
/v3/taxi-invoice/user-taxi-order GET/find-by-token
/v3/taxi-invoice/user-taxi-orders GET
/v3/transaction-block/transaction-block-records GET/sub-mchid/{sub_mchid} GET/{block_record_id}
/v3/transaction-block/transaction-block-submissions POST/sub-mchid/{sub_mchid} GET/{block_submission_id}
/v3/transfer-detail/electronic-receipts GET POST
/v3/transfer/batches POST GET/batch-id/{batch_id} GET/batch-id/{batch_id}/details/detail-id/{detail_id} GET/out-batch-no/{out_batch_no} GET/out-batch-no/{out_batch_no}/details/out-detail-no/{out_detail_no}
/v3/transfer/bill-receipt POST GET/{out_batch_no}
/v3/transferdownload/elecvoucherfile GET
/v3/transferdownload/signfile GET
/v3/vehicle/etc GET/contracts/{contract_id} POST/preopen POST/transactions/highway GET/transactions/id/{transaction_id} GET/transactions/out-trade-no/{out_trade_no} GET/users/{openid}/contracts
/v3/vehicle/parking POST/parkings GET/services/find
/v3/vehicle/transactions GET/out-trade-no/{out_trade_no} POST/parking
/v3/webhooks POST
/v3/webizpay/avail-mch-ranges GET POST GET/{range_id}/merchant-identifiers POST/{range_id}/merchant-identifiers DELETE/{range_id}/merchant-identifiers/{merchant_identifier}
/v3/webizpay/bill POST/proof POST/trade-bill
/v3/webizpay/employees GET/{employee_id}/out-quota-cards/{out_card_no} POST/{employee_id}/quota-cards GET/{employee_id}/quota-cards/{card_no} POST/{employee_id}/quota-cards/{card_no}/cancel GET/{employee_id}/quota-cards/{card_no}/payment-url POST/{employee_id}/revoke
/v3/webizpay/stores POST/entity-matches GET/entity-matches/{batch_id}
/v3/webizpay/users GET/{user_id}/authorization-state POST/{user_id}/authorization-url
`

export const operations: Operation[] = table
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [start, ...rest] = line.split(' ')
    return rest.map((operation) => {
      const [, verb = '', end = ''] = /^([A-Z]+)(.*)$/.exec(operation) ?? []
      const multipart = verb === 'UPLOAD'
      return { method: multipart ? 'POST' : verb, path: `${start}${end}`, multipart }
    })
  })
