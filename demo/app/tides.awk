# Makes one text per harbour and an index page.
BEGIN {
  FS = ","
  page = "/site/index.html"
  print "<!doctype html><title>Tides</title><h1>Tides today</h1><p>version " version "</p><ul>" > page
}
NR > 1 {
  print "<li>" $1 ": high " $2 ", low " $3 ", " $4 " m</li>" > page
  print $1 ": high water " $2 ", low water " $3 ", range " $4 " m" > ("/site/" tolower($1) ".txt")
}
END {
  print "</ul>" > page
  print version > "/site/version"
}
