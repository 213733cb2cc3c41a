"""boto3 against the local cloud: its waiters, paginators and parsers must be content, and what they read must be true."""

import json
import sys
import uuid

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

endpoint = sys.argv[1]
bad = 0


def client(name):
    return boto3.client(name, endpoint_url=endpoint, config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}))


def check(name, attempt):
    global bad
    try:
        answer = attempt()
        if answer is not True:
            raise AssertionError(f"answered {answer!r}")
        print(f"good: {name}", flush=True)
    except Exception as error:  # every way to fail is a finding
        bad += 1
        print(f"BAD: {name}: {error}", flush=True)


def refused(code, call):
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] == code or error.response["Error"]["Code"]
    return "nothing was refused"


s3, sqs, cfn, sts, cw, ssm = (client(name) for name in ("s3", "sqs", "cloudformation", "sts", "cloudwatch", "ssm"))
bucket = f"judge-{uuid.uuid4().hex[:12]}"

check("sts caller identity", lambda: sts.get_caller_identity()["Account"].isdigit())
check("create bucket and wait", lambda: s3.create_bucket(Bucket=bucket) and s3.get_waiter("bucket_exists").wait(Bucket=bucket) is None)
check("put with If-None-Match", lambda: "ETag" in s3.put_object(Bucket=bucket, Key="once", Body=b"1", IfNoneMatch="*"))
check("second put is refused", lambda: refused("PreconditionFailed", lambda: s3.put_object(Bucket=bucket, Key="once", Body=b"2", IfNoneMatch="*")))
check("the first bytes stand", lambda: s3.get_object(Bucket=bucket, Key="once")["Body"].read() == b"1")
check("missing key", lambda: refused("NoSuchKey", lambda: s3.get_object(Bucket=bucket, Key="none")))
for number in range(25):
    s3.put_object(Bucket=bucket, Key=f"many/{number:02}", Body=b"x")
check(
    "paginator over 25 keys, 10 a page",
    lambda: sum(len(page.get("Contents", [])) for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix="many/", PaginationConfig={"PageSize": 10})) == 25,
)

queue = sqs.create_queue(QueueName="judge")["QueueUrl"]
check("sqs send", lambda: "MessageId" in sqs.send_message(QueueUrl=queue, MessageBody="hello", MessageAttributes={"a": {"DataType": "String", "StringValue": "b"}}))


def receive():
    message = sqs.receive_message(QueueUrl=queue, MessageAttributeNames=["All"], AttributeNames=["All"])["Messages"][0]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    return message["Body"] == "hello" and message["MessageAttributes"]["a"]["StringValue"] == "b" and message["Attributes"]["ApproximateReceiveCount"] == "1"


check("sqs receive with attributes, delete", receive)
check("sqs is empty", lambda: "Messages" not in sqs.receive_message(QueueUrl=queue))

# What a worker lives by: one message of many sends, order within a group, batches, dead letters.
dead = sqs.create_queue(QueueName="dead.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
dead_arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
redrive = json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 2})
fifo = sqs.create_queue(QueueName="judge.fifo", Attributes={"FifoQueue": "true", "RedrivePolicy": redrive})["QueueUrl"]


def sent(body, identifier):
    return sqs.send_message(QueueUrl=fifo, MessageBody=body, MessageGroupId="g", MessageDeduplicationId=identifier)["MessageId"]


def received(most=10):
    return sqs.receive_message(QueueUrl=fifo, MaxNumberOfMessages=most, MessageSystemAttributeNames=["All"]).get("Messages", [])


def shown(messages, seconds):
    entries = [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"], "VisibilityTimeout": seconds} for at, one in enumerate(messages)]
    return len(sqs.change_message_visibility_batch(QueueUrl=fifo, Entries=entries)["Successful"]) == len(messages)


def group_order():
    first = received(1)
    held = received() == []
    return first[0]["Body"] == "tick" and held and shown(first, 0)


def dead_letter():
    again = received(1)
    counted = again[0]["Attributes"]["ApproximateReceiveCount"] == "2"
    shown(again, 0)
    rest = received()
    entries = [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(rest)]
    deleted = len(sqs.delete_message_batch(QueueUrl=fifo, Entries=entries)["Successful"]) == 1
    letters = sqs.receive_message(QueueUrl=dead).get("Messages", [])
    return counted and deleted and [one["Body"] for one in letters] == ["tick"]


check("sqs fifo makes one message of two sends", lambda: sent("tick", "t1") == sent("tick", "t1") != sent("tock", "t2"))
check("sqs fifo holds a group while its first message is in flight", group_order)
check("sqs fifo gives up to the dead-letter queue, and the rest is deleted in a batch", dead_letter)


def template(seconds, **more):
    resources = {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": seconds}}, **more}
    return json.dumps({"Resources": resources, "Outputs": {"Url": {"Value": {"Ref": "Jobs"}}}})


stack = {"StackName": "judge"}
quick = {"WaiterConfig": {"Delay": 1, "MaxAttempts": 60}}
check("create stack and wait", lambda: "StackId" in cfn.create_stack(**stack, TemplateBody=template(30)) and cfn.get_waiter("stack_create_complete").wait(**stack, **quick) is None)
check("update stack and wait", lambda: "StackId" in cfn.update_stack(**stack, TemplateBody=template(60)) and cfn.get_waiter("stack_update_complete").wait(**stack, **quick) is None)
url = cfn.describe_stacks(**stack)["Stacks"][0]["Outputs"][0]["OutputValue"]
check("the update reached the queue", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]["VisibilityTimeout"] == "60")
check("no change is refused", lambda: refused("ValidationError", lambda: cfn.update_stack(**stack, TemplateBody=template(60))))
broken = {"Bad": {"Type": "AWS::CloudFormation::WaitCondition", "DependsOn": "Jobs", "Properties": {"Handle": "https://none.invalid/", "Timeout": "1", "Count": 1}}}
check("a failing update is rolled back", lambda: "StackId" in cfn.update_stack(**stack, TemplateBody=template(90, **broken)) and cfn.get_waiter("stack_rollback_complete").wait(**stack, **quick) is None)
check("the rollback reached the queue", lambda: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]["VisibilityTimeout"] == "60")
check("events of the rollback, paginated", lambda: "UPDATE_ROLLBACK_COMPLETE" in [event["ResourceStatus"] for page in cfn.get_paginator("describe_stack_events").paginate(**stack) for event in page["StackEvents"]])


def replacement():
    renamed = json.dumps({"Resources": {"Jobs": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "renamed"}}}, "Outputs": {"Url": {"Value": {"Ref": "Jobs"}}}})
    cfn.create_change_set(**stack, ChangeSetName="rename", TemplateBody=renamed)
    cfn.get_waiter("change_set_create_complete").wait(**stack, ChangeSetName="rename", **quick)
    change = cfn.describe_change_set(**stack, ChangeSetName="rename")["Changes"][0]["ResourceChange"]
    return change["Replacement"] == "True" and change["Action"] == "Modify"


check("a new queue name replaces", replacement)
check("delete stack and wait", lambda: cfn.delete_stack(**stack) and cfn.get_waiter("stack_delete_complete").wait(**stack, **quick) is None)
check("the deleted stack is gone by name", lambda: refused("ValidationError", lambda: cfn.describe_stacks(**stack)))

cw.put_metric_alarm(AlarmName="judge", Namespace="N", MetricName="M", Statistic="Sum", Period=60, EvaluationPeriods=1, Threshold=1, ComparisonOperator="GreaterThanThreshold")
check("cloudwatch alarm", lambda: cw.describe_alarms(AlarmNames=["judge"])["MetricAlarms"][0]["StateValue"] in ("OK", "INSUFFICIENT_DATA"))
check("ssm image parameter", lambda: ssm.get_parameter(Name="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")["Parameter"]["Value"].startswith("ami-"))
sys.exit(1 if bad else 0)
