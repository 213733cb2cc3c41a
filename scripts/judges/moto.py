"""The same calls to the local cloud and to moto, with boto3. Each difference is printed; one that nobody has explained is a failure.

Usage: moto.py <endpoint of the local cloud> <endpoint of moto>
Prints `good: …` for what agrees or is explained, `BAD: …` for what is not. Ends with 1 when anything is bad.
"""

import base64
import hashlib
import json
import re
import sys
import time
import urllib.request
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ours, motos = sys.argv[1], sys.argv[2]
run = uuid.uuid4().hex[:8]

# Differences that stay, with what AWS does.
EXPLAINED = {
    "s3: create bucket with a bad name": "moto takes capitals and addresses as names; S3 refuses both",
    "s3: default encryption": "moto has none; since January 2023 S3 encrypts every bucket with AES256",
    "s3: block of public access of a fresh bucket": "moto has none; since April 2023 S3 gives every new bucket one",
    "s3: ownership controls of a fresh bucket": "moto has none; since April 2023 S3 says BucketOwnerEnforced",
    "s3: bucket policy": "moto answers 200 to PutBucketPolicy; S3 204, as its API reference shows",
    "s3: a wrong MD5": "moto does not look; S3 answers BadDigest and keeps nothing",
    "s3: a wrong checksum": "moto does not look; S3 answers BadDigest and keeps nothing",
    "s3: list v1 page by page": "moto does not count common prefixes towards max-keys; S3 does",
    "s3: a version that is a marker": "moto answers NoSuchVersion; S3 answers 405 MethodNotAllowed",
    "s3: a marker taken away": "moto does not say that it was a marker; S3 does",
    "s3: versioning suspended": "moto drops the earlier versions; S3 keeps all that have an id",
    "s3: parts out of order": "moto looks at sizes first; S3 at the order",
    "s3: an upload that was aborted": "moto falls over with 500 and makes the object; S3 answers NoSuchUpload",
    "s3: presigned": "moto ignores response-content-type in a presigned URL",
    "sqs: an unknown attribute": "moto takes it; SQS answers InvalidAttributeName",
    "sqs: characters that XML cannot carry": "moto takes them; SQS answers InvalidMessageContents",
    "sqs: a dead-letter queue that is not there": "moto answers NonExistentQueue; SQS InvalidParameterValue, Dead letter target does not exist",
    "sqs: make a queue again right after its end": "moto allows it; SQS wants 60 seconds",
    "sqs: purge twice": "moto allows it; SQS wants 60 seconds",
    "secrets manager: what is not there": "moto answers 404; Secrets Manager 400 for every error of the client",
    "logs: names of groups that cannot be": "moto looks at the length only; CreateLogGroup takes a-z, A-Z, 0-9, _ - / . # and no name that starts with aws/",
    "logs: names of streams that cannot be": "moto takes all; CreateLogStream wants 1 to 512 characters without colon and asterisk",
    "logs: a retention that cannot be": "moto takes any number; PutRetentionPolicy those of its API reference",
    "logs: a group's ARN with and without :*": "moto takes the ARN with :* too; in the tagging APIs it is the one without",
    "logs: batches that cannot be": "moto looks at the order only; PutLogEvents wants 1 to 10,000 events, 1,048,576 bytes, 24 hours, and no empty message",
    "logs: too old, too new": "moto tells the index of the last old and of the last new event; the end of the old ones is exclusive, the start of the new ones is the first",
    "logs: older than the retention": "moto keeps them; PutLogEvents rejects them as expired",
    "logs: a group by its identifier": "moto takes the group that was made last, whatever it is asked for; logGroupIdentifier is a name or an ARN",
    "logs: the end of a time range is no part of it": "moto takes it in; GetLogEvents leaves out events with a timestamp equal to endTime",
    "logs: describe streams, what CloudWatch does not sum up": "moto counts storedBytes; since June 2019 CloudWatch Logs reports zero for streams",
    "logs: filter by stream prefix": "moto does not look at logStreamNamePrefix",
    "logs: filter by what cannot be": "moto ignores streams that are not there, both kinds of stream filters, and limits below 1",
    "logs: filter tells no searched streams": "moto lists them; since May 2020 the list is empty",
    "logs: filter patterns with signs": "moto matches everything with a pattern that begins with a sign, and takes a sign elsewhere as a part of the word",
    "logs: filter patterns that cannot be": "moto matches everything, or takes the characters as a part of the word; the service refuses them outside of quotes",
    "logs: filter patterns of JSON": "moto matches everything; the local cloud refuses what it does not act out",
    "sns: create topic again, with other attributes": "moto returns the old one; CreateTopic answers InvalidParameter, Topic already exists with different attributes",
    "sns: create topic again, with other tags": "moto returns the old one; CreateTopic answers InvalidParameter, Topic already exists with different tags",
    "sns: the delivery policy in force": "moto tells the policy of a subscription; that of a topic has it below http, as the developer guide's pages on delivery policies show",
    "sns: topic attributes that cannot be": "moto keeps whatever it is given; SetTopicAttributes takes the names and values of its API reference",
    "sns: an ARN that is none": "moto falls over with 500; SNS answers InvalidParameter, An ARN must have at least 6 elements",
    "sns: one tag twice": "moto takes the last; SNS answers InvalidParameter, Duplicated keys are not allowed",
    "sns: protocols and endpoints that do not fit": "moto takes all; Subscribe knows the protocols of its API reference, and wants an endpoint that fits",
    "sns: an address has to confirm": "moto confirms by itself; Subscribe answers pending confirmation",
    "sns: a token that was never given": "moto takes any; ConfirmSubscription answers InvalidParameter",
    "sns: raw or not, and nothing between": "moto takes anything for false; SNS answers InvalidParameter, Must be true or false",
    "sns: attributes that are bytes": "moto loses the raw message; SNS hands its attributes on to the queue, bytes too",
    "sns: texts for protocols that cannot be": "moto falls over with 500 where the default is a number; SNS ignores what is no text, and then misses the default",
    "sns: an empty message": "moto takes it; Publish answers InvalidParameter, Empty message",
    "sns: subjects with nothing, and with a line break": "moto takes both; a subject has at least one character and no line breaks",
    "sns: attributes that cannot be": "moto answers InvalidParameter; the error of Publish for them is ParameterValueInvalid",
    "sns: batches without entries, and with odd names": "moto takes both; PublishBatch answers EmptyBatchRequest and InvalidBatchEntryId",
    "sns: deleted subscriptions are counted": "moto has always 0; SubscriptionsDeleted is the number of deleted subscriptions",
}


class Clients:
    def __init__(self, endpoint):
        config = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}, request_checksum_calculation="when_supported")
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
        self.endpoint = endpoint
        self.s3 = boto3.client("s3", endpoint_url=endpoint, config=config, **keys)
        self.sqs = boto3.client("sqs", endpoint_url=endpoint, config=Config(retries={"max_attempts": 1}), **keys)
        self.ssm = boto3.client("ssm", endpoint_url=endpoint, config=Config(retries={"max_attempts": 1}), **keys)
        self.secrets = boto3.client("secretsmanager", endpoint_url=endpoint, config=Config(retries={"max_attempts": 1}), **keys)
        # The service itself shall look at what it is sent.
        self.logs = boto3.client("logs", endpoint_url=endpoint, config=Config(retries={"max_attempts": 1}, parameter_validation=False), **keys)
        self.sns = boto3.client("sns", endpoint_url=endpoint, config=Config(retries={"max_attempts": 1}, parameter_validation=False), **keys)
        self.memory = {}


STEPS = []


def step(name):
    def keep(function):
        STEPS.append((name, function))
        return function

    return keep


def pick(answer, *names):
    """The members of an answer that must be the same, and its status."""
    return {"status": answer["ResponseMetadata"]["HTTPStatusCode"], **{name: answer.get(name) for name in names}}


def fails(call):
    try:
        call()
    except ClientError as error:
        return {"code": error.response["Error"]["Code"], "status": error.response["ResponseMetadata"]["HTTPStatusCode"]}
    return "no error"


B, V = f"plain-{run}", f"versions-{run}"

# --- S3: buckets


@step("s3: create bucket")
def _(c):
    return pick(c.s3.create_bucket(Bucket=B), "Location")


@step("s3: create bucket again, us-east-1")
def _(c):
    return pick(c.s3.create_bucket(Bucket=B))


@step("s3: create bucket with a bad name")
def _(c):
    return [fails(lambda name=name: c.s3.create_bucket(Bucket=name)) for name in ("ab", "Upper-case", "192.168.0.1")]


@step("s3: create bucket for another region")
def _(c):
    return fails(lambda: c.s3.create_bucket(Bucket=f"{B}-x", CreateBucketConfiguration={"LocationConstraint": "us-east-1"}))


@step("s3: head bucket")
def _(c):
    return [pick(c.s3.head_bucket(Bucket=B)), fails(lambda: c.s3.head_bucket(Bucket=f"none-{run}"))]


@step("s3: get location")
def _(c):
    return pick(c.s3.get_bucket_location(Bucket=B), "LocationConstraint")


@step("s3: list buckets")
def _(c):
    return [bucket["Name"] for bucket in c.s3.list_buckets()["Buckets"] if run in bucket["Name"]]


@step("s3: default encryption")
def _(c):
    return pick(c.s3.get_bucket_encryption(Bucket=B), "ServerSideEncryptionConfiguration")


@step("s3: block of public access of a fresh bucket")
def _(c):
    return pick(c.s3.get_public_access_block(Bucket=B), "PublicAccessBlockConfiguration")


@step("s3: ownership controls of a fresh bucket")
def _(c):
    return pick(c.s3.get_bucket_ownership_controls(Bucket=B), "OwnershipControls")


@step("s3: bucket policy")
def _(c):
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}'
    before = fails(lambda: c.s3.get_bucket_policy(Bucket=B))
    put = pick(c.s3.put_bucket_policy(Bucket=B, Policy=policy))
    got = c.s3.get_bucket_policy(Bucket=B)["Policy"] == policy
    return [before, put, got, pick(c.s3.delete_bucket_policy(Bucket=B)), fails(lambda: c.s3.get_bucket_policy(Bucket=B))]


@step("s3: block of public access put, got, deleted")
def _(c):
    block = {"BlockPublicAcls": True, "IgnorePublicAcls": False, "BlockPublicPolicy": True, "RestrictPublicBuckets": False}
    put = pick(c.s3.put_public_access_block(Bucket=B, PublicAccessBlockConfiguration=block))
    got = pick(c.s3.get_public_access_block(Bucket=B), "PublicAccessBlockConfiguration")
    return [put, got, pick(c.s3.delete_public_access_block(Bucket=B)), fails(lambda: c.s3.get_public_access_block(Bucket=B))]


@step("s3: tags of a bucket")
def _(c):
    before = fails(lambda: c.s3.get_bucket_tagging(Bucket=B))
    put = pick(c.s3.put_bucket_tagging(Bucket=B, Tagging={"TagSet": [{"Key": "a", "Value": "1"}]}))
    return [before, put, c.s3.get_bucket_tagging(Bucket=B)["TagSet"], pick(c.s3.delete_bucket_tagging(Bucket=B))]


@step("s3: lifecycle")
def _(c):
    before = fails(lambda: c.s3.get_bucket_lifecycle_configuration(Bucket=B))
    rules = [{"ID": "old", "Status": "Enabled", "Filter": {"Prefix": "x/"}, "Expiration": {"Days": 3}}]
    put = pick(c.s3.put_bucket_lifecycle_configuration(Bucket=B, LifecycleConfiguration={"Rules": rules}))
    return [before, put, c.s3.get_bucket_lifecycle_configuration(Bucket=B)["Rules"], pick(c.s3.delete_bucket_lifecycle(Bucket=B))]


# --- S3: objects


@step("s3: put and get")
def _(c):
    put = c.s3.put_object(Bucket=B, Key="dir/ä b+c&d", Body=b"hello", ContentType="text/plain", Metadata={"k": "v"}, CacheControl="max-age=1", Tagging="t=1")
    got = c.s3.get_object(Bucket=B, Key="dir/ä b+c&d", ChecksumMode="ENABLED")
    names = ("ETag", "ContentType", "Metadata", "CacheControl", "ContentLength", "ChecksumCRC32", "TagCount", "AcceptRanges")
    return [pick(put, "ETag", "ChecksumCRC32"), pick(got, *names), got["Body"].read()]


@step("s3: get what is not there")
def _(c):
    return [fails(lambda: c.s3.get_object(Bucket=B, Key="none")), fails(lambda: c.s3.head_object(Bucket=B, Key="none")), fails(lambda: c.s3.get_object(Bucket=f"none-{run}", Key="k"))]


@step("s3: ranges")
def _(c):
    c.s3.put_object(Bucket=B, Key="ten", Body=b"0123456789")
    asked = ["bytes=0-0", "bytes=2-4", "bytes=5-", "bytes=-3", "bytes=8-100", "bytes=-100"]
    got = [c.s3.get_object(Bucket=B, Key="ten", Range=one) for one in asked]
    return [[pick(one, "ContentRange", "ContentLength"), one["Body"].read()] for one in got] + [fails(lambda: c.s3.get_object(Bucket=B, Key="ten", Range="bytes=10-"))]


@step("s3: conditions of reading")
def _(c):
    etag = c.s3.head_object(Bucket=B, Key="ten")["ETag"]
    return [
        fails(lambda: c.s3.get_object(Bucket=B, Key="ten", IfNoneMatch=etag)),
        fails(lambda: c.s3.get_object(Bucket=B, Key="ten", IfMatch='"x"')),
        fails(lambda: c.s3.get_object(Bucket=B, Key="ten", IfModifiedSince="2999-01-01T00:00:00Z")),
        pick(c.s3.get_object(Bucket=B, Key="ten", IfMatch=etag), "ContentLength"),
    ]


@step("s3: conditions of writing")
def _(c):
    first = pick(c.s3.put_object(Bucket=B, Key="once", Body=b"1", IfNoneMatch="*"), "ETag")
    return [first, fails(lambda: c.s3.put_object(Bucket=B, Key="once", Body=b"2", IfNoneMatch="*")), c.s3.get_object(Bucket=B, Key="once")["Body"].read()]


@step("s3: a wrong MD5")
def _(c):
    wrong = base64.b64encode(hashlib.md5(b"other").digest()).decode()
    return [fails(lambda: c.s3.put_object(Bucket=B, Key="bad", Body=b"x", ContentMD5=wrong)), fails(lambda: c.s3.head_object(Bucket=B, Key="bad"))]


@step("s3: a wrong checksum")
def _(c):
    wrong = base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    return [fails(lambda: c.s3.put_object(Bucket=B, Key="bad", Body=b"x", ChecksumSHA256=wrong)), fails(lambda: c.s3.head_object(Bucket=B, Key="bad"))]


@step("s3: checksums")
def _(c):
    def one(algorithm):
        c.s3.put_object(Bucket=B, Key=f"sum-{algorithm}", Body=b"checksum me", ChecksumAlgorithm=algorithm)
        return c.s3.head_object(Bucket=B, Key=f"sum-{algorithm}", ChecksumMode="ENABLED").get(f"Checksum{algorithm}")

    return {algorithm: one(algorithm) for algorithm in ("CRC32", "SHA1", "SHA256")}


@step("s3: copy")
def _(c):
    copied = c.s3.copy_object(Bucket=B, Key="copy", CopySource={"Bucket": B, "Key": "dir/ä b+c&d"})
    head = c.s3.head_object(Bucket=B, Key="copy")
    c.s3.copy_object(Bucket=B, Key="copy", CopySource={"Bucket": B, "Key": "copy"}, Metadata={"n": "2"}, MetadataDirective="REPLACE", ContentType="a/b")
    again = c.s3.head_object(Bucket=B, Key="copy")
    return [
        copied["CopyObjectResult"]["ETag"],
        pick(head, "ETag", "Metadata", "ContentType"),
        pick(again, "ETag", "Metadata", "ContentType"),
        fails(lambda: c.s3.copy_object(Bucket=B, Key="copy", CopySource={"Bucket": B, "Key": "copy"})),
        fails(lambda: c.s3.copy_object(Bucket=B, Key="copy", CopySource={"Bucket": B, "Key": "none"})),
    ]


@step("s3: tags of an object")
def _(c):
    put = pick(c.s3.put_object_tagging(Bucket=B, Key="ten", Tagging={"TagSet": [{"Key": "a", "Value": "ä"}]}))
    got = c.s3.get_object_tagging(Bucket=B, Key="ten")["TagSet"]
    return [put, got, pick(c.s3.delete_object_tagging(Bucket=B, Key="ten")), c.s3.get_object_tagging(Bucket=B, Key="ten")["TagSet"]]


# --- S3: listing


def listed(page):
    return {
        "keys": [entry["Key"] for entry in page.get("Contents", [])],
        "prefixes": [entry["Prefix"] for entry in page.get("CommonPrefixes", [])],
        "truncated": page["IsTruncated"],
        "count": page.get("KeyCount"),
        "max": page["MaxKeys"],
    }


@step("s3: list v2 with prefix and delimiter")
def _(c):
    for key in ("l/a", "l/b/1", "l/b/2", "l/c", "l/d/e/f", "l/ü", "l/&"):
        c.s3.put_object(Bucket=B, Key=key, Body=b"x")
    return [listed(c.s3.list_objects_v2(Bucket=B, Prefix="l/", **more)) for more in ({}, {"Delimiter": "/"}, {"StartAfter": "l/b/1"}, {"MaxKeys": 0}, {"Delimiter": "b/"})]


@step("s3: list v2 page by page")
def _(c):
    def pages(**more):
        return [listed(page) for page in c.s3.get_paginator("list_objects_v2").paginate(Bucket=B, Prefix="l/", PaginationConfig={"PageSize": 2}, **more)]

    return [pages(), pages(Delimiter="/")]


@step("s3: list v1 page by page")
def _(c):
    first = c.s3.list_objects(Bucket=B, Prefix="l/", Delimiter="/", MaxKeys=3)
    second = c.s3.list_objects(Bucket=B, Prefix="l/", Delimiter="/", Marker=first["NextMarker"])
    return [listed(first), first["NextMarker"], listed(second)]


@step("s3: list what is not there")
def _(c):
    return [listed(c.s3.list_objects_v2(Bucket=B, Prefix="nothing")), fails(lambda: c.s3.list_objects_v2(Bucket=f"none-{run}"))]


@step("s3: what a listing tells of an object")
def _(c):
    entry = c.s3.list_objects_v2(Bucket=B, Prefix="ten")["Contents"][0]
    return {name: entry[name] for name in ("Key", "Size", "ETag", "StorageClass")}


# --- S3: versions


@step("s3: versioning")
def _(c):
    c.s3.create_bucket(Bucket=V)
    before = pick(c.s3.get_bucket_versioning(Bucket=V), "Status")
    put = pick(c.s3.put_bucket_versioning(Bucket=V, VersioningConfiguration={"Status": "Enabled"}))
    return [before, put, pick(c.s3.get_bucket_versioning(Bucket=V), "Status")]


def shape(c):
    answer = c.s3.list_object_versions(Bucket=V)
    return {
        "versions": [(one["Key"], one["IsLatest"], one["Size"], one["VersionId"] == "null") for one in answer.get("Versions", [])],
        "markers": [(one["Key"], one["IsLatest"], one["VersionId"] == "null") for one in answer.get("DeleteMarkers", [])],
    }


@step("s3: versions and markers")
def _(c):
    first = c.s3.put_object(Bucket=V, Key="k", Body=b"1")
    c.s3.put_object(Bucket=V, Key="k", Body=b"22")
    marker = c.s3.delete_object(Bucket=V, Key="k")
    c.memory.update(first=first["VersionId"], marker=marker["VersionId"])
    old = c.s3.get_object(Bucket=V, Key="k", VersionId=first["VersionId"])["Body"].read()
    return [marker["DeleteMarker"], old, fails(lambda: c.s3.get_object(Bucket=V, Key="k")), shape(c)]


@step("s3: a version that is a marker")
def _(c):
    return fails(lambda: c.s3.get_object(Bucket=V, Key="k", VersionId=c.memory["marker"]))


@step("s3: a marker taken away")
def _(c):
    gone = c.s3.delete_object(Bucket=V, Key="k", VersionId=c.memory["marker"])
    return [gone.get("DeleteMarker"), c.s3.get_object(Bucket=V, Key="k")["Body"].read(), shape(c)]


@step("s3: a version taken away")
def _(c):
    c.s3.delete_object(Bucket=V, Key="k", VersionId=c.memory["first"])
    return [fails(lambda: c.s3.get_object(Bucket=V, Key="k", VersionId=c.memory["first"])), shape(c)]


@step("s3: versioning suspended")
def _(c):
    c.s3.put_bucket_versioning(Bucket=V, VersioningConfiguration={"Status": "Suspended"})
    c.s3.put_object(Bucket=V, Key="k", Body=b"333")
    c.s3.put_object(Bucket=V, Key="k", Body=b"4444")
    return shape(c)


@step("s3: delete a bucket that holds something")
def _(c):
    return [fails(lambda: c.s3.delete_bucket(Bucket=V)), fails(lambda: c.s3.delete_bucket(Bucket=B)), fails(lambda: c.s3.delete_bucket(Bucket=f"none-{run}"))]


# --- S3: parts

PART = b"p" * (5 * 1024 * 1024)


@step("s3: multipart upload")
def _(c):
    upload = c.s3.create_multipart_upload(Bucket=B, Key="big", ContentType="x/y", Metadata={"m": "1"})["UploadId"]
    one = c.s3.upload_part(Bucket=B, Key="big", UploadId=upload, PartNumber=1, Body=PART)["ETag"]
    two = c.s3.upload_part(Bucket=B, Key="big", UploadId=upload, PartNumber=2, Body=b"end")["ETag"]
    parts = [(part["PartNumber"], part["Size"], part["ETag"]) for part in c.s3.list_parts(Bucket=B, Key="big", UploadId=upload)["Parts"]]
    uploads = [entry["Key"] for entry in c.s3.list_multipart_uploads(Bucket=B).get("Uploads", [])]
    done = c.s3.complete_multipart_upload(Bucket=B, Key="big", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": one}, {"PartNumber": 2, "ETag": two}]})
    got = c.s3.get_object(Bucket=B, Key="big")
    return [parts, uploads, pick(done, "ETag", "Key", "Bucket"), pick(got, "ETag", "ContentLength", "ContentType", "Metadata"), hashlib.md5(got["Body"].read()).hexdigest()]


@step("s3: multipart mistakes")
def _(c):
    upload = c.s3.create_multipart_upload(Bucket=B, Key="bad")["UploadId"]
    one = c.s3.upload_part(Bucket=B, Key="bad", UploadId=upload, PartNumber=1, Body=b"small")["ETag"]
    two = c.s3.upload_part(Bucket=B, Key="bad", UploadId=upload, PartNumber=2, Body=b"small")["ETag"]

    def complete(*parts):
        return fails(lambda: c.s3.complete_multipart_upload(Bucket=B, Key="bad", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": number, "ETag": etag} for number, etag in parts]}))

    c.memory.update(upload=upload, one=one, two=two, complete=complete)
    return [complete((1, one), (2, two)), complete((1, '"00000000000000000000000000000000"')), complete((3, one))]


@step("s3: parts out of order")
def _(c):
    return c.memory["complete"]((2, c.memory["two"]), (1, c.memory["one"]))


@step("s3: an upload that was aborted")
def _(c):
    upload = c.memory["upload"]
    c.s3.abort_multipart_upload(Bucket=B, Key="bad", UploadId=upload)
    return [
        c.memory["complete"]((1, c.memory["one"])),
        fails(lambda: c.s3.upload_part(Bucket=B, Key="bad", UploadId=upload, PartNumber=1, Body=b"x")),
        fails(lambda: c.s3.head_object(Bucket=B, Key="bad")),
    ]


@step("s3: a part copied")
def _(c):
    upload = c.s3.create_multipart_upload(Bucket=B, Key="pieced")["UploadId"]
    one = c.s3.upload_part_copy(Bucket=B, Key="pieced", UploadId=upload, PartNumber=1, CopySource={"Bucket": B, "Key": "ten"}, CopySourceRange="bytes=2-5")["CopyPartResult"]["ETag"]
    c.s3.complete_multipart_upload(Bucket=B, Key="pieced", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": one}]})
    return [one, c.s3.get_object(Bucket=B, Key="pieced")["Body"].read()]


@step("s3: presigned")
def _(c):
    url = c.s3.generate_presigned_url("get_object", Params={"Bucket": B, "Key": "ten", "ResponseContentType": "a/b"}, ExpiresIn=60)
    with urllib.request.urlopen(url) as answer:
        return [answer.status, answer.headers["content-type"], answer.read()]


@step("s3: delete many")
def _(c):
    answer = c.s3.delete_objects(Bucket=B, Delete={"Objects": [{"Key": "l/a"}, {"Key": "l/&"}, {"Key": "never there"}]})
    return [sorted(one["Key"] for one in answer["Deleted"]), answer.get("Errors")]


@step("s3: delete one")
def _(c):
    return [pick(c.s3.delete_object(Bucket=B, Key="ten"), "DeleteMarker"), pick(c.s3.delete_object(Bucket=B, Key="ten"))]


# --- SQS

Q, D = f"queue-{run}", f"dead-{run}"


def name_of(url):
    return url.rsplit("/", 1)[1]


@step("sqs: create queue")
def _(c):
    c.memory["q"] = c.sqs.create_queue(QueueName=Q, Attributes={"VisibilityTimeout": "3600"})["QueueUrl"]
    c.memory["d"] = c.sqs.create_queue(QueueName=D)["QueueUrl"]
    again = c.sqs.create_queue(QueueName=Q, Attributes={"VisibilityTimeout": "3600"})["QueueUrl"]
    return [name_of(c.memory["q"]), again == c.memory["q"], fails(lambda: c.sqs.create_queue(QueueName=Q, Attributes={"VisibilityTimeout": "5"}))]


@step("sqs: create queue with mistakes")
def _(c):
    return [
        fails(lambda: c.sqs.create_queue(QueueName="no spaces")),
        fails(lambda: c.sqs.create_queue(QueueName="plain", Attributes={"FifoQueue": "true"})),
    ]


@step("sqs: an unknown attribute")
def _(c):
    return fails(lambda: c.sqs.create_queue(QueueName=f"x-{run}", Attributes={"Nonsense": "1"}))


@step("sqs: characters that XML cannot carry")
def _(c):
    url = c.sqs.create_queue(QueueName=f"odd-{run}")["QueueUrl"]
    return fails(lambda: c.sqs.send_message(QueueUrl=url, MessageBody="\x00"))


@step("sqs: find a queue")
def _(c):
    return [name_of(c.sqs.get_queue_url(QueueName=Q)["QueueUrl"]), fails(lambda: c.sqs.get_queue_url(QueueName="none")), [name_of(url) for url in c.sqs.list_queues(QueueNamePrefix=Q)["QueueUrls"]], c.sqs.list_queues(QueueNamePrefix="none").get("QueueUrls")]


@step("sqs: default attributes")
def _(c):
    attributes = c.sqs.get_queue_attributes(QueueUrl=c.memory["d"], AttributeNames=["All"])["Attributes"]
    return {name: value for name, value in attributes.items() if name not in ("QueueArn", "CreatedTimestamp", "LastModifiedTimestamp")}


@step("sqs: set attributes")
def _(c):
    c.sqs.set_queue_attributes(QueueUrl=c.memory["d"], Attributes={"DelaySeconds": "0", "MessageRetentionPeriod": "1209600"})
    return [
        c.sqs.get_queue_attributes(QueueUrl=c.memory["d"], AttributeNames=["MessageRetentionPeriod"])["Attributes"],
        fails(lambda: c.sqs.get_queue_attributes(QueueUrl=c.memory["d"], AttributeNames=["Nonsense"])),
        fails(lambda: c.sqs.get_queue_attributes(QueueUrl=c.memory["d"] + "x", AttributeNames=["All"])),
    ]


@step("sqs: send, receive, delete")
def _(c):
    url = c.memory["q"]
    attributes = {"s": {"DataType": "String", "StringValue": "ä"}, "n": {"DataType": "Number", "StringValue": "1"}, "b": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}}
    sent = c.sqs.send_message(QueueUrl=url, MessageBody="hello <&> ü", MessageAttributes=attributes)
    got = c.sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"], AttributeNames=["ApproximateReceiveCount"])["Messages"][0]
    hidden = c.sqs.receive_message(QueueUrl=url).get("Messages")
    deleted = pick(c.sqs.delete_message(QueueUrl=url, ReceiptHandle=got["ReceiptHandle"]))
    again = pick(c.sqs.delete_message(QueueUrl=url, ReceiptHandle=got["ReceiptHandle"]))
    return [
        pick(sent, "MD5OfMessageBody", "MD5OfMessageAttributes"),
        {name: got[name] for name in ("Body", "MD5OfBody", "MD5OfMessageAttributes", "MessageAttributes", "Attributes")},
        sent["MessageId"] == got["MessageId"],
        hidden,
        deleted,
        again,
    ]


@step("sqs: what a receive tells when asked for nothing")
def _(c):
    url = c.memory["q"]
    c.sqs.send_message(QueueUrl=url, MessageBody="x", MessageAttributes={"s": {"DataType": "String", "StringValue": "1"}, "trace.a": {"DataType": "String", "StringValue": "2"}})
    got = c.sqs.receive_message(QueueUrl=url, VisibilityTimeout=0)["Messages"][0]
    part = c.sqs.receive_message(QueueUrl=url, MessageAttributeNames=["trace.*"])["Messages"][0]
    c.sqs.delete_message(QueueUrl=url, ReceiptHandle=part["ReceiptHandle"])
    return [sorted(got), part["MessageAttributes"], part["MD5OfMessageAttributes"]]


@step("sqs: visibility changed")
def _(c):
    url = c.memory["q"]
    c.sqs.send_message(QueueUrl=url, MessageBody="again")
    first = c.sqs.receive_message(QueueUrl=url)["Messages"][0]
    c.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"], VisibilityTimeout=0)
    second = c.sqs.receive_message(QueueUrl=url, AttributeNames=["ApproximateReceiveCount"])["Messages"][0]
    c.sqs.delete_message(QueueUrl=url, ReceiptHandle=second["ReceiptHandle"])
    return [second["Attributes"], first["ReceiptHandle"] != second["ReceiptHandle"], fails(lambda: c.sqs.change_message_visibility(QueueUrl=url, ReceiptHandle="junk", VisibilityTimeout=0))]


@step("sqs: batches")
def _(c):
    url = c.memory["q"]
    sent = c.sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": str(n), "MessageBody": f"m{n}"} for n in range(3)])
    got = c.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    entries = [{"Id": str(n), "ReceiptHandle": one["ReceiptHandle"]} for n, one in enumerate(got)]
    changed = c.sqs.change_message_visibility_batch(QueueUrl=url, Entries=[{**entry, "VisibilityTimeout": 100} for entry in entries])
    deleted = c.sqs.delete_message_batch(QueueUrl=url, Entries=entries)
    return [
        [(one["Id"], one["MD5OfMessageBody"]) for one in sent["Successful"]],
        sorted(one["Body"] for one in got),
        sorted(one["Id"] for one in changed["Successful"]),
        sorted(one["Id"] for one in deleted["Successful"]),
    ]


@step("sqs: batch mistakes")
def _(c):
    url = c.memory["q"]

    def send(entries):
        return fails(lambda: c.sqs.send_message_batch(QueueUrl=url, Entries=entries))

    return [
        send([]),
        send([{"Id": str(n), "MessageBody": "x"} for n in range(11)]),
        send([{"Id": "same", "MessageBody": "x"}, {"Id": "same", "MessageBody": "y"}]),
        send([{"Id": "no spaces", "MessageBody": "x"}]),
    ]


@step("sqs: mistakes of sending and receiving")
def _(c):
    url = c.memory["q"]
    return [
        fails(lambda: c.sqs.send_message(QueueUrl=url + "x", MessageBody="x")),
        fails(lambda: c.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=11)),
        fails(lambda: c.sqs.receive_message(QueueUrl=url, WaitTimeSeconds=21)),
        fails(lambda: c.sqs.delete_message(QueueUrl=url, ReceiptHandle="junk")),
    ]


@step("sqs: dead letters")
def _(c):
    url, dead = c.memory["q"], c.memory["d"]
    arn = c.sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    c.sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": f'{{"deadLetterTargetArn":"{arn}","maxReceiveCount":"2"}}'})
    c.sqs.send_message(QueueUrl=url, MessageBody="poison")
    received = [len(c.sqs.receive_message(QueueUrl=url, VisibilityTimeout=0).get("Messages", [])) for _ in range(3)]
    given_up = c.sqs.receive_message(QueueUrl=dead)["Messages"][0]["Body"]
    sources = [name_of(one) for one in c.sqs.list_dead_letter_source_queues(QueueUrl=dead)["queueUrls"]]
    return [received, given_up, sources]


@step("sqs: a dead-letter queue that is not there")
def _(c):
    policy = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:none","maxReceiveCount":"2"}'
    return fails(lambda: c.sqs.set_queue_attributes(QueueUrl=c.memory["q"], Attributes={"RedrivePolicy": policy}))


@step("sqs: counts")
def _(c):
    url = c.memory["q"]
    c.sqs.send_message(QueueUrl=url, MessageBody="1")
    c.sqs.send_message(QueueUrl=url, MessageBody="2")
    c.sqs.send_message(QueueUrl=url, MessageBody="3", DelaySeconds=900)
    c.sqs.receive_message(QueueUrl=url)
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"]
    return c.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]


@step("sqs: purge")
def _(c):
    url = c.memory["q"]
    c.sqs.purge_queue(QueueUrl=url)
    return c.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"])["Attributes"]


@step("sqs: purge twice")
def _(c):
    return fails(lambda: c.sqs.purge_queue(QueueUrl=c.memory["q"]))


@step("sqs: FIFO")
def _(c):
    url = c.sqs.create_queue(QueueName=f"f-{run}.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true", "VisibilityTimeout": "3600"})["QueueUrl"]
    for body, group in (("1", "a"), ("1", "a"), ("2", "a"), ("3", "b")):
        c.sqs.send_message(QueueUrl=url, MessageBody=body, MessageGroupId=group)
    first = c.sqs.receive_message(QueueUrl=url, AttributeNames=["MessageGroupId"])["Messages"][0]
    other = c.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    c.sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    rest = c.sqs.receive_message(QueueUrl=url)["Messages"]
    return [
        [first["Body"], first["Attributes"]],
        [one["Body"] for one in other],
        [one["Body"] for one in rest],
        fails(lambda: c.sqs.send_message(QueueUrl=url, MessageBody="x")),
    ]


@step("sqs: tags")
def _(c):
    url = c.memory["q"]
    c.sqs.tag_queue(QueueUrl=url, Tags={"a": "1", "b": "2"})
    c.sqs.untag_queue(QueueUrl=url, TagKeys=["a"])
    return c.sqs.list_queue_tags(QueueUrl=url).get("Tags")


@step("sqs: delete queue")
def _(c):
    url = c.memory["q"]
    return [pick(c.sqs.delete_queue(QueueUrl=url)), fails(lambda: c.sqs.send_message(QueueUrl=url, MessageBody="x"))]


@step("sqs: make a queue again right after its end")
def _(c):
    return fails(lambda: c.sqs.create_queue(QueueName=Q))


# --- Parameters and secrets


@step("ssm: parameters")
def _(c):
    name = f"/judge/{run}/a"
    first = pick(c.ssm.put_parameter(Name=name, Value="1", Type="String"), "Version")
    refused = fails(lambda: c.ssm.put_parameter(Name=name, Value="2", Type="String"))
    second = pick(c.ssm.put_parameter(Name=name, Value="2", Type="String", Overwrite=True), "Version")
    c.ssm.put_parameter(Name=f"/judge/{run}/b/c", Value="secret", Type="SecureString")
    got = c.ssm.get_parameter(Name=name)["Parameter"]
    many = c.ssm.get_parameters(Names=[name, "/none"])
    paths = [[one["Name"] for one in c.ssm.get_parameters_by_path(Path=f"/judge/{run}", Recursive=deep)["Parameters"]] for deep in (False, True)]
    return [
        first,
        refused,
        second,
        {key: got[key] for key in ("Name", "Type", "Value", "Version", "DataType")},
        c.ssm.get_parameter(Name=f"{name}:1")["Parameter"]["Value"],
        [len(many["Parameters"]), many["InvalidParameters"]],
        paths,
        c.ssm.get_parameter(Name=f"/judge/{run}/b/c", WithDecryption=True)["Parameter"]["Value"],
        c.ssm.get_parameter(Name=f"/judge/{run}/b/c")["Parameter"]["Value"] == "secret",
        fails(lambda: c.ssm.get_parameter(Name="/none")),
        pick(c.ssm.delete_parameter(Name=name)),
        fails(lambda: c.ssm.delete_parameter(Name=name)),
        fails(lambda: c.ssm.put_parameter(Name="/aws/x", Value="1", Type="String")),
    ]


@step("secrets manager: a secret's life")
def _(c):
    name = f"judge/{run}"
    made = c.secrets.create_secret(Name=name, SecretString="one", Tags=[{"Key": "a", "Value": "1"}])
    twice = fails(lambda: c.secrets.create_secret(Name=name, SecretString="two"))
    first = c.secrets.get_secret_value(SecretId=name)
    put = c.secrets.put_secret_value(SecretId=made["ARN"], SecretString="two")
    previous = c.secrets.get_secret_value(SecretId=name, VersionStage="AWSPREVIOUS")["SecretString"]
    described = c.secrets.describe_secret(SecretId=name)
    deleted = c.secrets.delete_secret(SecretId=name)
    return [
        made["Name"],
        twice,
        [first["SecretString"], first["VersionStages"]],
        put["VersionStages"],
        c.memory.setdefault("current", previous),
        described["Tags"],
        sorted(described["VersionIdsToStages"].values()),
        deleted["Name"],
        fails(lambda: c.secrets.get_secret_value(SecretId=name)),
    ]


@step("secrets manager: what is not there")
def _(c):
    return fails(lambda: c.secrets.get_secret_value(SecretId="none"))


# --- CloudWatch Logs

G = f"/judge/{run}"
NOW = int(time.time() * 1000)
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def put_lines(c, stream, lines):
    """Lines with their age in milliseconds, as `(age, message)`."""
    return c.logs.put_log_events(logGroupName=G, logStreamName=stream, logEvents=[{"timestamp": NOW - age, "message": message} for age, message in lines])


def found(c, **more):
    return [event["message"] for event in c.logs.filter_log_events(logGroupName=G, interleaved=True, **more)["events"]]


@step("logs: create a group")
def _(c):
    made = pick(c.logs.create_log_group(logGroupName=G, tags={"a": "1"}))
    return [made, fails(lambda: c.logs.create_log_group(logGroupName=G)), fails(lambda: c.logs.create_log_group(logGroupName="x" * 513))]


@step("logs: names of groups that cannot be")
def _(c):
    return [fails(lambda name=name: c.logs.create_log_group(logGroupName=name)) for name in ("", "a b", "a:b", "ä", f"aws/{run}")]


@step("logs: describe groups")
def _(c):
    for name in (f"{G}/b", f"{G}/a", f"{G}-c"):
        c.logs.create_log_group(logGroupName=name)
    known = ("arn", "logGroupArn", "logGroupName", "metricFilterCount", "storedBytes", "retentionInDays")
    groups = c.logs.describe_log_groups(logGroupNamePrefix=G)["logGroups"]
    return [
        [[re.sub(r":\d{12}:", ":account:", str(group.get(name))) for name in known] for group in groups],
        [group["creationTime"] > NOW - DAY for group in groups],
        c.logs.describe_log_groups(logGroupNamePrefix=f"{G}/none")["logGroups"],
        [[group["logGroupName"] for group in page["logGroups"]] for page in c.logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=G, PaginationConfig={"PageSize": 3})],
        fails(lambda: c.logs.describe_log_groups(limit=51)),
    ]


@step("logs: retention")
def _(c):
    def days():
        return c.logs.describe_log_groups(logGroupNamePrefix=G)["logGroups"][0].get("retentionInDays")

    put = pick(c.logs.put_retention_policy(logGroupName=f"{G}-c", retentionInDays=7))
    kept = days()
    deleted = pick(c.logs.delete_retention_policy(logGroupName=f"{G}-c"))
    return [put, kept, deleted, days(), fails(lambda: c.logs.put_retention_policy(logGroupName="none", retentionInDays=7)), fails(lambda: c.logs.delete_retention_policy(logGroupName="none"))]


@step("logs: a retention that cannot be")
def _(c):
    return fails(lambda: c.logs.put_retention_policy(logGroupName=f"{G}-c", retentionInDays=2))


@step("logs: tags")
def _(c):
    arn = c.logs.describe_log_groups(logGroupNamePrefix=f"{G}/a")["logGroups"][0]["logGroupArn"]
    c.logs.tag_resource(resourceArn=arn, tags={"b": "2", "c": "3"})
    c.logs.tag_resource(resourceArn=arn, tags={"b": "4"})
    c.logs.untag_resource(resourceArn=arn, tagKeys=["c", "none"])
    of_group = c.logs.describe_log_groups(logGroupNamePrefix=G)["logGroups"][1]["logGroupArn"]
    return [c.logs.list_tags_for_resource(resourceArn=arn)["tags"], c.logs.list_tags_for_resource(resourceArn=of_group)["tags"]]


@step("logs: a group's ARN with and without :*")
def _(c):
    arn = c.logs.describe_log_groups(logGroupNamePrefix=f"{G}/a")["logGroups"][0]["arn"]
    return fails(lambda: c.logs.list_tags_for_resource(resourceArn=arn))


@step("logs: create streams")
def _(c):
    made = [pick(c.logs.create_log_stream(logGroupName=G, logStreamName=name)) for name in ("web/b", "web/a", "job", "edge")]
    twice = fails(lambda: c.logs.create_log_stream(logGroupName=G, logStreamName="job"))
    return [made, twice, fails(lambda: c.logs.create_log_stream(logGroupName="none", logStreamName="s"))]


@step("logs: names of streams that cannot be")
def _(c):
    c.logs.create_log_group(logGroupName=f"{G}-names")
    return [fails(lambda name=name: c.logs.create_log_stream(logGroupName=f"{G}-names", logStreamName=name)) for name in ("", "a:b", "a*", "x" * 513)]


@step("logs: put lines")
def _(c):
    put = [
        put_lines(c, "web/b", [(5 * MINUTE, "GET /b 200"), (3 * MINUTE, "ERROR in b")]),
        put_lines(c, "web/a", [(4 * MINUTE, "GET /a 404"), (4 * MINUTE, "second of the same time"), (2 * MINUTE, "ERROR Exception in a: äöü")]),
        put_lines(c, "job", [(MINUTE, "job done")]),
    ]
    return [[pick(one, "rejectedLogEventsInfo"), len(one["nextSequenceToken"])] for one in put]


@step("logs: put lines nowhere, or out of order")
def _(c):
    return [
        fails(lambda: put_lines(c, "none", [(0, "x")])),
        fails(lambda: c.logs.put_log_events(logGroupName="none", logStreamName="s", logEvents=[{"timestamp": NOW, "message": "x"}])),
        fails(lambda: put_lines(c, "job", [(0, "x"), (1, "y")])),
    ]


@step("logs: a sequence token means nothing")
def _(c):
    put = c.logs.put_log_events(logGroupName=G, logStreamName="job", sequenceToken="0", logEvents=[{"timestamp": NOW - MINUTE + 1, "message": "job done again"}])
    return pick(put, "rejectedLogEventsInfo")


@step("logs: batches that cannot be")
def _(c):
    c.logs.create_log_group(logGroupName=f"{G}-batches")
    c.logs.create_log_stream(logGroupName=f"{G}-batches", logStreamName="s")
    line = {"timestamp": NOW, "message": "x"}
    batches = ([], [{"timestamp": NOW, "message": ""}], [line] * 10_001, [{"timestamp": NOW, "message": "x" * 1_048_551}], [{"timestamp": NOW, "message": "x" * 600_000}] * 2, [{"timestamp": NOW - DAY - 1, "message": "x"}, line])
    return [fails(lambda batch=batch: c.logs.put_log_events(logGroupName=f"{G}-batches", logStreamName="s", logEvents=batch)) for batch in batches]


@step("logs: too old, too new")
def _(c):
    events = [{"timestamp": NOW + at, "message": "x"} for at in (-20 * DAY, -19 * DAY, 0, 9 * HOUR, 10 * HOUR)]
    return pick(c.logs.put_log_events(logGroupName=G, logStreamName="edge", logEvents=events), "rejectedLogEventsInfo")


@step("logs: older than the retention")
def _(c):
    group = f"{G}-short"
    c.logs.create_log_group(logGroupName=group)
    c.logs.create_log_stream(logGroupName=group, logStreamName="s")
    c.logs.put_retention_policy(logGroupName=group, retentionInDays=3)
    events = [{"timestamp": NOW - 5 * DAY, "message": "x"}, {"timestamp": NOW, "message": "y"}]
    put = pick(c.logs.put_log_events(logGroupName=group, logStreamName="s", logEvents=events), "rejectedLogEventsInfo")
    return [put, [event["message"] for event in c.logs.get_log_events(logGroupName=group, logStreamName="s", startFromHead=True)["events"]]]


def lines(c, stream, **more):
    answer = c.logs.get_log_events(logGroupName=G, logStreamName=stream, **more)
    return answer, [event["message"] for event in answer["events"]]


@step("logs: get lines")
def _(c):
    answer, messages = lines(c, "web/a")
    first = answer["events"][0]
    return [
        messages,
        first["timestamp"] - NOW,
        first["ingestionTime"] >= NOW - MINUTE,
        sorted(first),
        lines(c, "web/a", limit=1)[1],
        lines(c, "web/a", limit=1, startFromHead=True)[1],
        lines(c, "web/a", startTime=NOW - 2 * MINUTE)[1],
        fails(lambda: lines(c, "none")),
        fails(lambda: lines(c, "web/a", limit=10_001)),
        fails(lambda: lines(c, "web/a", nextToken="what")),
    ]


@step("logs: the end of a time range is no part of it")
def _(c):
    return lines(c, "web/a", endTime=NOW - 2 * MINUTE)[1]


@step("logs: a group by its identifier")
def _(c):
    arn = c.logs.describe_log_groups(logGroupNamePrefix=G)["logGroups"][0]["logGroupArn"]
    events = [c.logs.get_log_events(logGroupIdentifier=one, logStreamName="job")["events"] for one in (G, arn)]
    return [[event["message"] for event in each] for each in events]


@step("logs: page by page forward")
def _(c):
    answer, messages = lines(c, "web/a", limit=2, startFromHead=True)
    pages = [messages]
    for _ in range(2):
        token = answer["nextForwardToken"]
        answer, messages = lines(c, "web/a", limit=2, startFromHead=True, nextToken=token)
        pages.append([messages, answer["nextForwardToken"] == token])
    back = lines(c, "web/a", limit=2, nextToken=answer["nextBackwardToken"])[1]
    return [pages, back]


@step("logs: page by page backward")
def _(c):
    answer, messages = lines(c, "web/a", limit=2)
    second, rest = lines(c, "web/a", limit=2, nextToken=answer["nextBackwardToken"])
    return [messages, rest, lines(c, "web/a", limit=2, nextToken=second["nextForwardToken"])[1]]


@step("logs: describe streams")
def _(c):
    def names(**more):
        return [stream["logStreamName"] for stream in c.logs.describe_log_streams(logGroupName=G, **more)["logStreams"]]

    stream = c.logs.describe_log_streams(logGroupName=G, logStreamNamePrefix="web/a")["logStreams"][0]
    return [
        names(),
        names(descending=True),
        names(orderBy="LastEventTime", descending=True)[1:],
        names(logStreamNamePrefix="web/"),
        re.sub(r":\d{12}:", ":account:", stream["arn"]),
        [stream["firstEventTimestamp"] - NOW, stream["lastEventTimestamp"] - NOW, stream["lastIngestionTime"] >= NOW - MINUTE, stream["creationTime"] >= NOW - MINUTE],
        [[one["logStreamName"] for one in page["logStreams"]] for page in c.logs.get_paginator("describe_log_streams").paginate(logGroupName=G, PaginationConfig={"PageSize": 3})],
        fails(lambda: names(orderBy="LastEventTime", logStreamNamePrefix="web/")),
        fails(lambda: names(orderBy="Size")),
        fails(lambda: names(limit=51)),
        fails(lambda: c.logs.describe_log_streams(logGroupName="none")),
    ]


@step("logs: describe streams, what CloudWatch does not sum up")
def _(c):
    return [stream["storedBytes"] for stream in c.logs.describe_log_streams(logGroupName=G)["logStreams"]]


@step("logs: filter all streams together")
def _(c):
    event = c.logs.filter_log_events(logGroupName=G, logStreamNames=["job"])["events"][0]
    both = {"logStreamNames": ["web/a", "web/b"]}
    return [
        found(c, **both),
        found(c, startTime=NOW - 4 * MINUTE, endTime=NOW - 2 * MINUTE, **both),
        [event["logStreamName"], event["timestamp"] - NOW, event["message"], sorted(event)],
        [[one["message"] for one in page["events"]] for page in c.logs.get_paginator("filter_log_events").paginate(logGroupName=G, interleaved=True, PaginationConfig={"PageSize": 2}, **both)],
        len({one["eventId"] for one in c.logs.filter_log_events(logGroupName=G, **both)["events"]}),
        fails(lambda: c.logs.filter_log_events(logGroupName="none")),
        fails(lambda: found(c, limit=10_001)),
    ]


@step("logs: filter by stream prefix")
def _(c):
    return found(c, logStreamNamePrefix="web/")


@step("logs: filter by what cannot be")
def _(c):
    return [fails(lambda more=more: found(c, **more)) for more in ({"logStreamNames": ["none"]}, {"logStreamNames": ["job"], "logStreamNamePrefix": "j"}, {"limit": 0})]


@step("logs: filter tells no searched streams")
def _(c):
    return c.logs.filter_log_events(logGroupName=G)["searchedLogStreams"]


@step("logs: filter patterns of terms")
def _(c):
    return [found(c, logStreamNames=["web/a", "web/b"], filterPattern=pattern) for pattern in ("", "ERROR", "error", "ERROR Exception", "Exception ERROR", '"ERROR in"', "EXC", "ERR")]


@step("logs: filter patterns with signs")
def _(c):
    return [found(c, logStreamNames=["web/a", "web/b"], filterPattern=pattern) for pattern in ("-ERROR", "ERROR -Exception", "?Exception ?second", "ERROR ?second")]


@step("logs: filter patterns that cannot be")
def _(c):
    return [fails(lambda pattern=pattern: found(c, filterPattern=pattern)) for pattern in ("a:b", "(x)", '"open')]


@step("logs: filter patterns of JSON")
def _(c):
    return [fails(lambda pattern=pattern: found(c, filterPattern=pattern)) for pattern in ('{ $.a = "b" }', "[ip, user]", "%x%")]


@step("logs: delete")
def _(c):
    stream = pick(c.logs.delete_log_stream(logGroupName=G, logStreamName="job"))
    left = [one["logStreamName"] for one in c.logs.describe_log_streams(logGroupName=G)["logStreams"]]
    again = fails(lambda: c.logs.delete_log_stream(logGroupName=G, logStreamName="job"))
    group = pick(c.logs.delete_log_group(logGroupName=G))
    gone = fails(lambda: c.logs.delete_log_group(logGroupName=G))
    c.logs.create_log_group(logGroupName=G)
    return [stream, left, again, group, gone, c.logs.describe_log_streams(logGroupName=G)["logStreams"]]

# --- SNS

T, R = f"topic-{run}", f"told-{run}"
NONE = "arn:aws:sns:us-east-1:123456789012:none"


def topic_attributes(c, arn):
    told = c.sns.get_topic_attributes(TopicArn=arn)["Attributes"]
    plain = {name: told.get(name) for name in ("TopicArn", "Owner", "DisplayName", "KmsMasterKeyId", "SubscriptionsConfirmed", "SubscriptionsPending", "SubscriptionsDeleted")}
    return [plain, json.loads(told["Policy"])]


def tags_of(c, arn):
    return sorted((one["Key"], one["Value"]) for one in c.sns.list_tags_for_resource(ResourceArn=arn)["Tags"])


@step("sns: create topic")
def _(c):
    c.memory["t"] = c.sns.create_topic(Name=T, Attributes={"DisplayName": "Shop"}, Tags=[{"Key": "a", "Value": "1"}])["TopicArn"]
    return [c.memory["t"], c.sns.create_topic(Name=T)["TopicArn"]]


@step("sns: names of topics that cannot be")
def _(c):
    return [fails(lambda name=name: c.sns.create_topic(Name=name)) for name in ("", "a b", "ä", "x" * 257, "x.fifo")]


@step("sns: create topic again, with other attributes")
def _(c):
    return fails(lambda: c.sns.create_topic(Name=T, Attributes={"DisplayName": "Other"}))


@step("sns: create topic again, with other tags")
def _(c):
    return fails(lambda: c.sns.create_topic(Name=T, Tags=[{"Key": "b", "Value": "2"}]))


@step("sns: topic attributes")
def _(c):
    return [topic_attributes(c, c.memory["t"]), fails(lambda: c.sns.get_topic_attributes(TopicArn=NONE))]


@step("sns: the delivery policy in force")
def _(c):
    return json.loads(c.sns.get_topic_attributes(TopicArn=c.memory["t"])["Attributes"]["EffectiveDeliveryPolicy"])


@step("sns: set topic attributes")
def _(c):
    arn = c.memory["t"]
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": "x", "Effect": "Allow", "Principal": "*", "Action": "SNS:Publish", "Resource": arn}]})
    put = pick(c.sns.set_topic_attributes(TopicArn=arn, AttributeName="DisplayName", AttributeValue="Ä"))
    c.sns.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy)
    c.sns.set_topic_attributes(TopicArn=arn, AttributeName="KmsMasterKeyId", AttributeValue="alias/own")
    gone = fails(lambda: c.sns.set_topic_attributes(TopicArn=NONE, AttributeName="DisplayName", AttributeValue="x"))
    return [put, topic_attributes(c, arn), gone]


@step("sns: topic attributes that cannot be")
def _(c):
    wrong = {"Nonsense": "1", "Owner": "x", "DisplayName": "x" * 101, "SignatureVersion": "3"}
    return [fails(lambda name=name, value=value: c.sns.set_topic_attributes(TopicArn=c.memory["t"], AttributeName=name, AttributeValue=value)) for name, value in wrong.items()]


@step("sns: an ARN that is none")
def _(c):
    return fails(lambda: c.sns.get_topic_attributes(TopicArn="none"))


@step("sns: tags")
def _(c):
    arn = c.memory["t"]
    before = tags_of(c, arn)
    put = pick(c.sns.tag_resource(ResourceArn=arn, Tags=[{"Key": "a", "Value": "2"}, {"Key": "b", "Value": ""}]))
    between = tags_of(c, arn)
    gone = pick(c.sns.untag_resource(ResourceArn=arn, TagKeys=["a", "none"]))
    many = [{"Key": f"k{n}", "Value": ""} for n in range(50)]
    return [before, put, between, gone, tags_of(c, arn), fails(lambda: c.sns.tag_resource(ResourceArn=arn, Tags=many)), fails(lambda: tags_of(c, NONE))]


@step("sns: one tag twice")
def _(c):
    return fails(lambda: c.sns.tag_resource(ResourceArn=c.memory["t"], Tags=[{"Key": "c", "Value": "1"}, {"Key": "c", "Value": "2"}]))


@step("sns: topics page by page")
def _(c):
    names = {f"many-{run}-{n:03}" for n in range(105)}
    for name in names:
        c.sns.create_topic(Name=name)
    first = c.sns.list_topics()
    found = [one["TopicArn"].rsplit(":", 1)[1] for page in c.sns.get_paginator("list_topics").paginate() for one in page["Topics"]]
    for name in names:
        c.sns.delete_topic(TopicArn=f"arn:aws:sns:us-east-1:123456789012:{name}")
    return [len(first["Topics"]), "NextToken" in first, names <= set(found), len(found) == len(set(found))]


@step("sns: subscribe queues")
def _(c):
    for name in ("wrapped", "raw"):
        c.memory[name] = c.sqs.create_queue(QueueName=f"sns-{name}-{run}")["QueueUrl"]
    arn = "arn:aws:sqs:us-east-1:123456789012:sns-{}-" + run
    c.memory["s"] = c.sns.subscribe(TopicArn=c.memory["t"], Protocol="sqs", Endpoint=arn.format("wrapped"))["SubscriptionArn"]
    again = c.sns.subscribe(TopicArn=c.memory["t"], Protocol="sqs", Endpoint=arn.format("wrapped"))["SubscriptionArn"]
    raw = c.sns.subscribe(TopicArn=c.memory["t"], Protocol="sqs", Endpoint=arn.format("raw"), Attributes={"RawMessageDelivery": "true"}, ReturnSubscriptionArn=True)["SubscriptionArn"]
    told = c.sns.get_subscription_attributes(SubscriptionArn=c.memory["s"])["Attributes"]
    names = ("TopicArn", "Owner", "Protocol", "Endpoint", "PendingConfirmation", "ConfirmationWasAuthenticated", "RawMessageDelivery")
    return [
        again == c.memory["s"],
        raw.startswith(c.memory["t"] + ":"),
        {name: told[name].lower() if name.startswith(("Pending", "Conf", "Raw")) else told[name] for name in names},
        c.sns.get_subscription_attributes(SubscriptionArn=raw)["Attributes"]["RawMessageDelivery"].lower(),
    ]


@step("sns: list subscriptions")
def _(c):
    def shown(page):
        return sorted((one["Endpoint"], one["Protocol"], one["Owner"], one["TopicArn"], one["SubscriptionArn"].startswith(one["TopicArn"])) for one in page["Subscriptions"] if run in one["Endpoint"])

    of_topic = c.sns.list_subscriptions_by_topic(TopicArn=c.memory["t"])
    return [shown(c.sns.list_subscriptions()), shown(of_topic), fails(lambda: c.sns.list_subscriptions_by_topic(TopicArn=NONE))]


@step("sns: subscribe what cannot be")
def _(c):
    def say(protocol, endpoint, topic=None):
        return fails(lambda: c.sns.subscribe(TopicArn=topic or c.memory["t"], Protocol=protocol, Endpoint=endpoint))

    return [say("sqs", "http://127.0.0.1/1/q"), say("sqs", "arn:aws:sqs:us-east-1:123456789012:x", NONE)]


@step("sns: protocols and endpoints that do not fit")
def _(c):
    arn = c.sns.create_topic(Name=f"odd-{run}")["TopicArn"]
    return [fails(lambda one=one: c.sns.subscribe(TopicArn=arn, Protocol=one[0], Endpoint=one[1])) for one in (("pigeon", "x"), ("email", "nobody"), ("http", "https://127.0.0.1/"))]


@step("sns: an address has to confirm")
def _(c):
    arn = c.sns.create_topic(Name=f"mail-{run}")["TopicArn"]
    answer = c.sns.subscribe(TopicArn=arn, Protocol="email", Endpoint="ada@example.com")["SubscriptionArn"]
    return [answer == "pending confirmation", c.sns.get_topic_attributes(TopicArn=arn)["Attributes"]["SubscriptionsPending"]]


@step("sns: a token that was never given")
def _(c):
    return fails(lambda: c.sns.confirm_subscription(TopicArn=c.memory["t"], Token="0" * 288))


@step("sns: set subscription attributes")
def _(c):
    def say(name, value, arn=None):
        return fails(lambda: c.sns.set_subscription_attributes(SubscriptionArn=arn or c.memory["s"], AttributeName=name, AttributeValue=value))

    return [say("RawMessageDelivery", "false"), say("Nonsense", "x"), say("RawMessageDelivery", "true", c.memory["t"] + ":00000000-0000-0000-0000-000000000000")]


@step("sns: raw or not, and nothing between")
def _(c):
    return fails(lambda: c.sns.set_subscription_attributes(SubscriptionArn=c.memory["s"], AttributeName="RawMessageDelivery", AttributeValue="odd"))


def taken(c, name):
    messages = c.sqs.receive_message(QueueUrl=c.memory[name], MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get("Messages", [])
    for one in messages:
        c.sqs.delete_message(QueueUrl=c.memory[name], ReceiptHandle=one["ReceiptHandle"])
    return messages


@step("sns: publish to queues")
def _(c):
    attributes = {"s": {"DataType": "String", "StringValue": "ä"}, "n": {"DataType": "Number", "StringValue": "1"}}
    sent = c.sns.publish(TopicArn=c.memory["t"], Subject="s", Message="hello <&> ü", MessageAttributes=attributes)
    body = json.loads(taken(c, "wrapped")[0]["Body"])
    raw = taken(c, "raw")[0]
    return [
        pick(sent),
        body["MessageId"] == sent["MessageId"],
        sorted(body),
        {name: body[name] for name in ("Type", "TopicArn", "Subject", "Message", "MessageAttributes")},
        {name: raw.get(name) for name in ("Body", "MD5OfBody", "MessageAttributes", "MD5OfMessageAttributes")},
    ]


@step("sns: attributes that are bytes")
def _(c):
    c.sns.publish(TopicArn=c.memory["t"], Message="x", MessageAttributes={"b": {"DataType": "Binary", "BinaryValue": b"\x00\x01"}})
    return [json.loads(taken(c, "wrapped")[0]["Body"])["MessageAttributes"], [one["MessageAttributes"] for one in taken(c, "raw")]]


@step("sns: publish without a subject, by the target")
def _(c):
    c.sns.publish(TargetArn=c.memory["t"], Message="x")
    return [sorted(json.loads(taken(c, "wrapped")[0]["Body"])), taken(c, "raw")[0]["Body"]]


@step("sns: another text for each protocol")
def _(c):
    c.sns.publish(TopicArn=c.memory["t"], Message=json.dumps({"default": "d", "sqs": "q"}), MessageStructure="json")
    return [json.loads(taken(c, "wrapped")[0]["Body"])["Message"], taken(c, "raw")[0]["Body"]]


@step("sns: texts for protocols that cannot be")
def _(c):
    def say(message):
        return fails(lambda: c.sns.publish(TopicArn=c.memory["t"], Message=message, MessageStructure="json"))

    return [say("{"), say("{}"), say('{"default": 1}')]


@step("sns: publish what cannot be")
def _(c):
    def say(**more):
        return fails(lambda: c.sns.publish(**{"TopicArn": c.memory["t"], "Message": "x", **more}))

    return [say(TopicArn=NONE), say(Subject="x" * 101), say(Message="x" * 262145), say(MessageStructure="xml"), say(Subject="x" * 100)]


@step("sns: an empty message")
def _(c):
    return fails(lambda: c.sns.publish(TopicArn=c.memory["t"], Message=""))


@step("sns: subjects with nothing, and with a line break")
def _(c):
    return [fails(lambda one=one: c.sns.publish(TopicArn=c.memory["t"], Message="x", Subject=one)) for one in ("", "a\nb")]


@step("sns: attributes that cannot be")
def _(c):
    wrong = [{"DataType": "Text", "StringValue": "x"}, {"DataType": "String", "StringValue": ""}, {"DataType": "Number", "StringValue": "x"}]
    return [fails(lambda one=one: c.sns.publish(TopicArn=c.memory["t"], Message="x", MessageAttributes={"a": one})) for one in wrong]


@step("sns: batches")
def _(c):
    taken(c, "wrapped"), taken(c, "raw")
    entries = [{"Id": str(n), "Message": f"m{n}", "Subject": "s"} for n in range(3)]
    answer = c.sns.publish_batch(TopicArn=c.memory["t"], PublishBatchRequestEntries=entries)
    return [[one["Id"] for one in answer["Successful"]], answer["Failed"], sorted(one["Body"] for one in taken(c, "raw")), len(taken(c, "wrapped"))]


@step("sns: batch mistakes")
def _(c):
    def say(ids, topic=None):
        return fails(lambda: c.sns.publish_batch(TopicArn=topic or c.memory["t"], PublishBatchRequestEntries=[{"Id": one, "Message": "x"} for one in ids]))

    return [say([str(n) for n in range(11)]), say(["same", "same"]), say(["1"], NONE)]


@step("sns: batches without entries, and with odd names")
def _(c):
    def say(ids):
        return fails(lambda: c.sns.publish_batch(TopicArn=c.memory["t"], PublishBatchRequestEntries=[{"Id": one, "Message": "x"} for one in ids]))

    return [say([]), say(["no spaces"])]


@step("sns: unsubscribe")
def _(c):
    gone = [pick(c.sns.unsubscribe(SubscriptionArn=c.memory["s"])) for _ in range(2)]
    taken(c, "wrapped"), taken(c, "raw")
    c.sns.publish(TopicArn=c.memory["t"], Message="after")
    left = [len(taken(c, "wrapped")), len(taken(c, "raw"))]
    return [gone, left, fails(lambda: c.sns.get_subscription_attributes(SubscriptionArn=c.memory["s"]))]


@step("sns: deleted subscriptions are counted")
def _(c):
    return c.sns.get_topic_attributes(TopicArn=c.memory["t"])["Attributes"]["SubscriptionsDeleted"]


@step("sns: delete")
def _(c):
    gone = [pick(c.sns.delete_topic(TopicArn=c.memory["t"])) for _ in range(2)]
    left = [one for one in c.sns.list_subscriptions()["Subscriptions"] if one["TopicArn"] == c.memory["t"]]
    return [gone, left, fails(lambda: c.sns.publish(TopicArn=c.memory["t"], Message="x")), fails(lambda: tags_of(c, c.memory["t"]))]


def attempt(function, clients):
    try:
        return function(clients)
    except Exception as error:  # a step that falls over on one side only is a difference too
        return f"{type(error).__name__}: {error}"


def main():
    one, other = Clients(ours), Clients(motos)
    bad = 0
    for name, function in STEPS:
        mine, theirs = attempt(function, one), attempt(function, other)
        reason = EXPLAINED.get(name)
        if mine == theirs:
            # An explanation of nothing hides the next difference.
            bad += reason is not None
            print(f"good: {name}" if reason is None else f"BAD: {name} agrees, and yet it is explained: {reason}", flush=True)
            continue
        bad += reason is None
        print(f"{'BAD: ' if reason is None else 'good: '}{name}{'' if reason is None else f' (explained: {reason})'}")
        print(f"      the local cloud: {mine}\n      moto:            {theirs}", flush=True)
    print(f"{len(STEPS)} steps, {bad} unexplained differences")
    return 1 if bad else 0


sys.exit(main())
