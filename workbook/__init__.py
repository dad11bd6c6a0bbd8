"""What serves teaching: the sheet's results, the comparison of paper and machine, drawings and plots."""
