"""The sample workbooks: an invented truth and the spreadsheets a province would have received of it.

No figure here is real except the published provincial ones the truth is made to meet; every workbook says 示例数据.
"""
