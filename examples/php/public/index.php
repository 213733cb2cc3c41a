<?php

const PAGE = 'v1';

header('Content-Type: text/plain');
echo 'php ', PAGE, "\n";
